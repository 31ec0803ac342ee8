import * as z from 'zod/mini'
import { REASONS, type Reason } from '../plan/reasons.js'

const text = z.nullable(z.string())
const time = z.nullable(z.number())

/**
 * The form of the output `deployments`, for those who build on it: docs/deployments.schema.json is
 * made from this, and values.ts is checked against it. Not part of the bundle.
 */
export const deploymentsOutput = z.array(
  z.strictObject({
    id: text.check(z.describe('Null where a hostname was not found.')),
    project: text.check(z.describe("The project's name.")),
    url: text.check(z.describe('Hostname, without a scheme.')),
    inspectorUrl: text.check(z.describe("The deployment's page on vercel.com.")),
    branch: text,
    sha: text,
    target: text.check(
      z.describe(
        "`preview`, `production` or a custom environment's slug; null if it cannot be told.",
      ),
    ),
    state: text.check(z.describe('As it was read last: QUEUED, BUILDING, READY, CANCELED, …')),
    createdAt: time.check(z.describe('Epoch milliseconds.')),
    canceledAt: time.check(z.describe('Epoch milliseconds, as the API gives them.')),
    outcome: z.enum([
      'canceled',
      'would-cancel',
      'already-finished',
      'already-canceled',
      'not-found',
      'kept',
      'failed',
    ]),
    reason: z.enum(Object.keys(REASONS) as [Reason, ...Reason[]]),
    replacedBy: text.check(
      z.describe('The ID of the build that takes its place, of superseded ones; else null.'),
    ),
    message: text.check(z.describe('A sentence, where outcome and reason do not say it all.')),
  }),
)

export type DeploymentOutput = z.output<typeof deploymentsOutput>[number]
