// The script that a user would write with `@vercel/sdk` from its documentation: list, filter, cancel
// one after another; with ALL=1, all at once.
import { Vercel } from '@vercel/sdk'

const { API, JOB, IDS, PROJECTS, ALL } = process.env
const vercel = new Vercel({ bearerToken: 'bench-token', serverURL: API })

const cancel = (id) => vercel.deployments.cancelDeployment({ id })

if (JOB === 'id') {
  await cancel(IDS)
} else {
  const found = []
  for (let until; ; ) {
    const page = await vercel.deployments.getDeployments({
      projectIds: PROJECTS?.split(','),
      state: 'QUEUED,INITIALIZING,BUILDING',
      limit: 100,
      ...(until ? { until } : {}),
    })
    found.push(...page.deployments)
    until = page.pagination.next
    if (!until) break
  }
  const superseded = found.filter(
    ({ meta }) =>
      (JOB === 'sweep' || meta?.githubCommitRef === 'feature') &&
      meta?.githubCommitSha !== 'b'.repeat(40),
  )
  if (ALL) await Promise.all(superseded.map(({ uid }) => cancel(uid)))
  else for (const { uid } of superseded) await cancel(uid)
}
