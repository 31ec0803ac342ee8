import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type Certificate = {
  /** For a server. */
  key: string
  cert: string
  /** The file of the authority that signed it, for `NODE_EXTRA_CA_CERTS`. */
  authority: string
  remove(): void
}

/**
 * Makes a certificate authority and a server's certificate for these names (`DNS:x`, `IP:y`).
 *
 * @throws when there is no `openssl` command: Node alone can't sign certificates
 */
export function makeCertificate(names: string[]): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'))
  const file = (name: string) => path.join(folder, name)
  const openssl = (command: string) => {
    try {
      execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'pipe' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      throw new Error('These tests need the command `openssl`, to make a certificate authority.')
    }
  }
  const key = 'ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
  openssl(`req -x509 -newkey ${key} -keyout ca.key -out ca.pem -days 2 -subj /CN=Authority`)
  openssl(`req -newkey ${key} -keyout key.pem -out request.pem -subj /CN=server`)
  writeFileSync(file('names'), `subjectAltName=${names.join(',')}\n`)
  openssl(
    'x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem',
  )
  return {
    key: readFileSync(file('key.pem'), 'utf8'),
    cert: readFileSync(file('cert.pem'), 'utf8'),
    authority: file('ca.pem'),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
