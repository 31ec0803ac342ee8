// Preloaded into every contestant: writes what the process used, by the system's own accounting,
// when it ends.
import { writeFileSync } from 'node:fs'

const file = process.env.BENCH_USAGE
if (file) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    writeFileSync(file, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, rss: maxRSS }))
  })
}
