/** A part of a secret that is at least so long is taken out. */
const PART = 8

/** A secret that is shorter than a part is taken out as a whole, unless it is too short to be one. */
const SHORTEST = 4

const HIDDEN = '***'

export type Redactor = {
  /** The text without secrets and parts of them; the very same text where there are none. */
  redact(text: string): string
  /** Every form of each secret, for the runner to mask. */
  forms: string[]
}

/**
 * Takes secrets out of foreign text: as they are, and as a server or a proxy may echo them
 * (URL-encoded, HTML-escaped, JSON-escaped, in base64).
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const usable = secrets.map((secret) => secret.trim()).filter(({ length }) => length >= SHORTEST)
  const forms = [...new Set(usable.flatMap(formsOf))].filter(({ length }) => length >= SHORTEST)
  const index = createIndex(forms)
  const short = forms.filter(({ length }) => length < PART)
  return {
    forms,
    redact: (text) =>
      short.reduce((rest, form) => rest.replaceAll(form, HIDDEN), hideParts(text, index)),
  }
}

function formsOf(secret: string): string[] {
  const url = encodeURIComponent(secret.toWellFormed())
  const json = JSON.stringify(secret).slice(1, -1)
  return [
    secret,
    url,
    url.replace(/%../g, (byte) => byte.toLowerCase()),
    url.replaceAll('%20', '+'),
    json,
    json.replaceAll('/', '\\/'),
    ...htmlForms(secret),
    ...base64Forms(secret),
  ]
}

function htmlForms(secret: string): string[] {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return ['&#39;', '&#x27;', '&apos;'].map((apostrophe) =>
    secret.replace(/[&<>"']/g, (character) => named[character] ?? apostrophe),
  )
}

/**
 * The secret inside of a longer text in base64 (`Basic` authorization): where it begins decides how
 * its bits are cut into characters. The first and last characters, which depend on what is beside
 * the secret, are left out.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const end = Math.floor(((before + bytes.length) * 8) / 6)
    const form = whole.slice(Math.ceil((before * 8) / 6), end)
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Every 8 characters in a row of every form, and a quick test for 4 characters in a row. */
type Index = { parts: Set<string>; mayOccur: Uint8Array }

/** Any 8 characters in a row hold 4 that begin at a multiple of 5: only these are looked at first. */
const PROBE = 4
const STRIDE = PART - PROBE + 1

function createIndex(forms: readonly string[]): Index {
  const parts = new Set<string>()
  const mayOccur = new Uint8Array(65_536)
  for (const form of forms) {
    for (let i = 0; i + PART <= form.length; i += 1) parts.add(form.slice(i, i + PART))
  }
  for (const part of parts) {
    for (let i = 0; i + PROBE <= PART; i += 1) mayOccur[probeAt(part, i)] = 1
  }
  return { parts, mayOccur }
}

/** A number below 65,536 for the 4 characters at `i`. */
function probeAt(text: string, i: number): number {
  let hash = 0
  for (let k = i; k < i + PROBE; k += 1) hash = hash * 31 + text.charCodeAt(k)
  return hash & 0xffff
}

function hideParts(text: string, { parts, mayOccur }: Index): string {
  let hidden = ''
  /** Up to here the text is in `hidden`, or was left out of it. */
  let done = 0
  for (let probe = 0; probe + PROBE <= text.length; probe += STRIDE) {
    if (!mayOccur[probeAt(text, probe)]) continue
    for (let i = Math.max(0, probe - STRIDE + 1); i <= probe; i += 1) {
      if (!parts.has(text.slice(i, i + PART))) continue
      if (i > done || (i === 0 && done === 0)) hidden += text.slice(done, i) + HIDDEN
      done = i + PART
    }
  }
  return done === 0 ? text : hidden + text.slice(done)
}
