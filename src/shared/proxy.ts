import { checkBypass } from '@actions/http-client/lib/proxy'
import { MESSAGES } from './phrases.js'

const VARIABLES: Record<string, readonly string[]> = {
  'https:': ['https_proxy', 'HTTPS_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY'],
}

/**
 * The proxy for an address, as the environment names it (`https_proxy`, `no_proxy`, either case; as
 * in GitHub's toolkit); `undefined` where the address is reached directly.
 *
 * @throws UnusableProxy where the variable names something else than an HTTP proxy: going out
 *   directly instead would take the token along a way that nobody wanted
 */
export function proxyOf(url: URL, env = process.env): URL | undefined {
  const name = VARIABLES[url.protocol]?.find((variable) => env[variable])
  const value = name && env[name]
  if (!name || !value || checkBypass(url)) return undefined
  const href = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`
  if (!URL.canParse(href)) throw new UnusableProxy(name, 'it is not a URL')
  const proxy = new URL(href)
  if (!(proxy.protocol in VARIABLES)) throw new UnusableProxy(name, `\`${proxy.protocol}//\``)
  if (!isEncoded(proxy.username + proxy.password)) {
    throw new UnusableProxy(name, 'its user or password is not URL-encoded')
  }
  return proxy
}

/** The message names the variable, and shows nothing of its value but the scheme. */
export class UnusableProxy extends Error {
  override readonly name = 'UnusableProxy'

  constructor(variable: string, why: string) {
    super(
      `\`${variable}\` ${MESSAGES.proxyUnusable} (${why}); expected an address such as http://proxy.example.com:3128`,
    )
  }
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** What is secret in the addresses of proxies: `user:password` and the password, as written and decoded. */
export function proxySecrets(env: Record<string, string | undefined>): string[] {
  const values = Object.values(VARIABLES).flatMap((names) => names.map((name) => env[name] ?? ''))
  return values.flatMap((value) => {
    const credentials = /^(?:[a-z][a-z\d+.-]*:\/\/)?(.+)@/i.exec(value)?.[1]
    if (credentials === undefined) return []
    const password = credentials.slice(credentials.indexOf(':') + 1)
    return [credentials, password].flatMap((one) =>
      isEncoded(one) ? [one, decodeURIComponent(one)] : [one],
    )
  })
}
