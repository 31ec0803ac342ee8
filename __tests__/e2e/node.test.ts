import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { act, busyOutcome, cancelOf, headOf, listOf, makeBusy, startWorld } from './world.js'

const other = '/usr/bin/node'
const version = existsSync(other) ? execFileSync(other, ['--version'], { encoding: 'utf8' }) : ''
const onNode20 = version.startsWith('v20.') ? describe : describe.skip

async function worksOn(node: string) {
  const world = await startWorld()
  makeBusy(world)
  const ran = await act(world, { node, inputs: { 'project-id': 'prj_web' } })
  expect(ran).toMatchObject({ code: 0, errors: '', told: busyOutcome })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web'), headOf(), cancelOf('dpl_old')])
  await world.sim.close()
}

describe('on Node 24, which action.yml asks for', () => {
  test('that is what runs these tests, and the bundle in them', () => {
    expect(process.version).toMatch(/^v24\./)
    const ran = execFileSync(process.execPath, ['--version'], { encoding: 'utf8' }).trim()
    expect(ran).toBe(process.version)
  })

  test('the bundle works', () => worksOn(process.execPath))
})

onNode20(`on Node 20, which is this machine's ${other}`, () => {
  test('the bundle works', () => worksOn(other))
})
