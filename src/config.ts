import { readFileSync } from 'node:fs'
import { z } from 'zod'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

/** What a process may do. */
const roles = ['web', 'worker', 'clock', 'channels'] as const

const graphRoot = 'https://graph.facebook.com/v25.0'
const telegramRoot = 'https://api.telegram.org'

/** Something that is copied from elsewhere: what sticks to it is no part of it. */
const word = (message: string) => z.string().regex(/^[^\s"']+$/, message)

/** Every setting, with its default. `.env.example` explains each one. */
const settings = z.object({
  PORT: z.coerce.number('is a number').int('is a whole number').min(0).max(65_535, 'is at most 65535').default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is the address people open, such as https://puerto.example.org' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  PUERTO_ROLES: list
    .pipe(z.array(z.enum(roles, `lists some of ${roles.join(', ')}`)).min(1, 'names at least one role'))
    .default([...roles]),
  PUERTO_EMBED_ORIGINS: list
    .pipe(z.array(z.string().regex(/^https?:\/\/[^\s/;,]+$/, 'lists origins, such as https://www.example.org')))
    .default([]),
  PUERTO_COUNTRY: z
    .string()
    .regex(/^[a-z]{2}$/, 'is a two-letter country code in small letters, such as co')
    .default('co'),
  PUERTO_LANGUAGES: list
    .pipe(
      z
        .array(z.string().regex(/^[a-z]{2}$/, 'lists two-letter language codes, such as es,en,hi'))
        .min(1, 'names at least one language'),
    )
    .default(['es', 'en', 'hi']),
  PUERTO_DATA: z.string().min(1, 'is a folder').default('./data'),
  PUERTO_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'is 64 hexadecimal digits (32 bytes)')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^(rediss?|redis\+unix|unix):\/\//, 'begins with redis:// or rediss://')
    .optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^[\w:-]+$/, 'is the token as @BotFather gave it, such as 123456789:AAE4…, without spaces or quotes')
    .optional(),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'is the address of a Bot API server, such as https://api.telegram.org' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default(telegramRoot),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'has up to 256 letters, digits, _ and -')
    .optional(),
  WHATSAPP: z.enum(['on', 'off'], 'is on or off').default('off'),
  WHATSAPP_PAIR_NUMBER: z
    .string()
    .transform((text) => text.replace(/[\s+()-]/g, ''))
    .pipe(z.string().regex(/^[1-9]\d{6,14}$/, 'is a phone number with its country, such as +57 300 1112233'))
    .optional(),
  WHATSAPP_WS_URL: z
    .url({ protocol: /^wss?$/, error: 'is the address of a server such as wss://web.whatsapp.com/ws/chat' })
    .optional(),
  WHATSAPP_VERSION: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'is three numbers, such as 2.3000.1043857760')
    .optional(),
  WHATSAPP_CLOUD_TOKEN: word('is the token of a system user, without spaces or quotes').optional(),
  WHATSAPP_CLOUD_PHONE_ID: z
    .string()
    .regex(/^\d+$/, 'is the id of the number in digits, as WhatsApp Manager shows it; not the number itself')
    .optional(),
  WHATSAPP_CLOUD_APP_SECRET: word("is the app's secret, without spaces or quotes").optional(),
  WHATSAPP_CLOUD_VERIFY_TOKEN: word('is any word without spaces or quotes, the same as at Meta').optional(),
  WHATSAPP_CLOUD_GRAPH_URL: z
    .url({ protocol: /^https?$/, error: `is the address of the Graph API with its version, such as ${graphRoot}` })
    .transform((url) => url.replace(/\/+$/, ''))
    .default(graphRoot),
  WHATSAPP_CLOUD_TEMPLATES: list
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^[a-z]{2}(_[A-Z]{2})?:[a-z0-9_]+$/,
            'lists templates with their languages, such as es:news,en_US:news',
          ),
      ),
    )
    .default([]),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'is the address of an endpoint, such as https://api.openai.com/v1' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPENAI_MODEL: z.string().default('gpt-4.1-mini'),
  OPENAI_EMBEDDING_MODEL: z.string().optional(),
  OPENAI_TRANSCRIPTION_MODEL: z.string().optional(),
  OPENAI_SPEECH_MODEL: z.string().optional(),
  MODEL_TOKENS_PER_DAY: z.coerce
    .number('is a number')
    .int('is a whole number')
    .min(0, 'is at least 0')
    .default(500_000),
})

export type Config = z.infer<typeof settings>

/** Names that may also be given as `NAME_FILE`, a file holding the value. */
const secrets = [
  ...['PUERTO_KEY', 'REDIS_URL', 'OPENAI_API_KEY', 'TELEGRAM_BOT_TOKEN', 'TELEGRAM_WEBHOOK_SECRET'],
  ...['WHATSAPP_CLOUD_TOKEN', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'],
] as const

/** Where one of these is "true", LangChain copies everything a model is told to another service, or to the screen. */
const leaks = [
  'LANGSMITH_TRACING',
  'LANGSMITH_TRACING_V2',
  'LANGCHAIN_TRACING',
  'LANGCHAIN_TRACING_V2',
  'LANGCHAIN_VERBOSE',
] as const

/** Reads the environment; what is wrong is listed whole, as one error of sentences. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = []
  const given: Record<string, string | undefined> = {}
  for (const name of Object.keys(settings.shape)) given[name] = environment[name] === '' ? undefined : environment[name]
  for (const name of secrets) {
    const path = environment[`${name}_FILE`]
    if (path === undefined || path === '') continue
    try {
      given[name] ??= readFileSync(path, 'utf8').trim()
    } catch {
      problems.push(`${name}_FILE: cannot read ${path}`)
    }
  }
  problems.push(...telegramProblems(given), ...cloudProblems(given))
  if (given.OPENAI_API_KEY !== undefined) {
    const open = leaks.filter((name) => environment[name] === 'true')
    problems.push(...open.map((name) => `${name}: would show elsewhere what people ask; take it out`))
  }
  const parsed = settings.safeParse(given)
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return parsed.data
}

/** Most tokens of language models: one person may use a twentieth of a day's, a month has those of thirty days. */
export function tokenLimits({ MODEL_TOKENS_PER_DAY: day }: Config): { personDay: number; day: number; month: number } {
  return { personDay: Math.floor(day / 20), day, month: day * 30 }
}

type Given = Readonly<Record<string, string | undefined>>

/** Settings that are right alone and not beside each other. */
function telegramProblems(given: Given): string[] {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL: address } = given
  const isTelegrams = (given.TELEGRAM_API_ROOT ?? telegramRoot) === telegramRoot
  const problems: string[] = []
  if (token !== undefined && isTelegrams && !/^\d+:[\w-]{30,}$/.test(token))
    problems.push('TELEGRAM_BOT_TOKEN: is not whole; @BotFather gives it as numbers, a colon and 35 letters')
  if (secret === undefined) return problems
  if (token === undefined) problems.push('TELEGRAM_WEBHOOK_SECRET: needs TELEGRAM_BOT_TOKEN beside it')
  if (address === undefined) problems.push('TELEGRAM_WEBHOOK_SECRET: needs PUBLIC_URL, where Telegram is to post')
  else if (isTelegrams && !address.startsWith('https:'))
    problems.push('PUBLIC_URL: begins with https:// where Telegram is to post (TELEGRAM_WEBHOOK_SECRET)')
  return problems
}

/** What WhatsApp needs together. */
const cloudNeeds = [
  ...['WHATSAPP_CLOUD_TOKEN', 'WHATSAPP_CLOUD_PHONE_ID'],
  ...['WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'],
]

function cloudProblems(given: Given): string[] {
  const { WHATSAPP_CLOUD_APP_SECRET: secret, WHATSAPP_CLOUD_GRAPH_URL: root = graphRoot } = given
  const missing = cloudNeeds.filter((name) => given[name] === undefined)
  if (missing.length === cloudNeeds.length) {
    const lonely = given.WHATSAPP_CLOUD_TEMPLATES !== undefined
    return lonely ? ['WHATSAPP_CLOUD_TEMPLATES: needs WHATSAPP_CLOUD_TOKEN beside it'] : []
  }
  const problems = missing.map((name) => `${name}: is missing; WhatsApp needs ${cloudNeeds.join(', ')} together`)
  if (root.includes('facebook.com') && secret !== undefined && !/^[0-9a-f]{32}$/i.test(secret))
    problems.push('WHATSAPP_CLOUD_APP_SECRET: is not whole; Meta gives it as 32 letters and digits')
  return problems
}

/** Settings that cannot be used, each with what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(problems: readonly string[]) {
    super(['These settings need mending:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
  }
}
