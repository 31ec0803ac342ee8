#!/bin/sh
# The shell loop: curl lists, jq-less filtering by sed, curl cancels one after another.
set -eu
auth="Authorization: Bearer bench-token"
cancel() { curl --silent --fail --output /dev/null -X PATCH -H "$auth" "$API/v12/deployments/$1/cancel"; }
if [ "$JOB" = id ]; then
  cancel "$IDS"
  exit
fi
query=$(echo "$PROJECTS" | sed 's/^/projectIds=/; s/,/\&projectIds=/g')
until=
while :; do
  page=$(curl --silent --fail -H "$auth" "$API/v7/deployments?$query&state=QUEUED,INITIALIZING,BUILDING&limit=100${until:+&until=$until}")
  for id in $(echo "$page" | tr '{' '\n' | sed -n 's/.*"uid":"\(dpl_[^"]*\)".*/\1/p'); do
    [ "$JOB" = nothing ] || cancel "$id"
  done
  until=$(echo "$page" | sed -n 's/.*"next":\([0-9]*\).*/\1/p')
  [ -n "$until" ] || break
done
