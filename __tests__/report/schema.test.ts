import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { deploymentsOutput } from '../../src/report/outputs.js'

const FILE = 'docs/deployments.schema.json'

test('docs/deployments.schema.json is what the zod schema of the output says', () => {
  const schema = {
    title: 'The output `deployments` of cancel-vercel-builds',
    ...z.toJSONSchema(deploymentsOutput),
  }
  // `npm run docs` sets this: then the file is written, and the comparison below is trivially true.
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, `${JSON.stringify(schema, null, 2)}\n`)
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(schema)
})
