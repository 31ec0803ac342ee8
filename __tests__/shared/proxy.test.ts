import { proxyOf, proxySecrets, UnusableProxy } from '../../src/shared/proxy.js'

const api = new URL('https://api.vercel.com/')

test.each([
  ['https_proxy', 'http://proxy:3128', 'http://proxy:3128/'],
  ['HTTPS_PROXY', 'http://proxy:3128', 'http://proxy:3128/'],
  ['https_proxy', 'https://proxy', 'https://proxy/'],
  ['https_proxy', 'proxy:3128', 'http://proxy:3128/'],
  ['https_proxy', 'http://us%40er:p%2Fw@proxy:3128', 'http://us%40er:p%2Fw@proxy:3128/'],
  ['https_proxy', '', undefined],
  ['http_proxy', 'http://proxy:3128', undefined],
])('%s=%s leads through %s', (name, value, expected) => {
  expect(proxyOf(api, { [name]: value })?.href).toBe(expected)
})

test('the small name goes first', () => {
  const env = { HTTPS_PROXY: 'http://big', https_proxy: 'http://small' }
  expect(proxyOf(api, env)?.host).toBe('small')
})

test.each([
  [
    'https_proxy',
    'socks5://u:secret@proxy:1080',
    '`https_proxy` names a proxy that cannot be used (`socks5://`)',
  ],
  [
    'HTTPS_PROXY',
    'http://u:secret@proxy:70000',
    '`HTTPS_PROXY` names a proxy that cannot be used (it is not a URL)',
  ],
])('%s=%s is an error that names the variable', (name, value, message) => {
  const lead = () => proxyOf(api, { [name]: value })
  expect(lead).toThrow(UnusableProxy)
  expect(lead).toThrow(`${message}; expected an address such as http://proxy.example.com:3128`)
})

test.each([
  ['http://user:passw0rd@proxy', ['user:passw0rd', 'passw0rd']],
  ['user:passw0rd@proxy:3128', ['user:passw0rd', 'passw0rd']],
  ['http://us%40er:pass%2Fw@proxy', ['us%40er:pass%2Fw', 'us@er:pass/w', 'pass%2Fw', 'pass/w']],
  ['http://user:pa@ss/w%@proxy', ['user:pa@ss/w%', 'pa@ss/w%']],
  ['socks5://user:passw0rd@proxy', ['user:passw0rd', 'passw0rd']],
  ['http://onlyuser@proxy', ['onlyuser']],
  ['http://proxy:3128', []],
  ['', []],
])('what is secret in %s', (value, secrets) => {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
    expect([...new Set(proxySecrets({ [name]: value }))]).toEqual(secrets)
  }
})
