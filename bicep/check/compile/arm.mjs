// ARM template expressions, read and computed: enough to rehearse a deployment without Azure.

/** parseArm gives the tree of an expression such as format('{0}', parameters('x')); it throws at what is none. */
export function parseArm(text) {
  const tokens = [...text.matchAll(/\s*(?:('(?:[^']|'')*')|(-?\d+)|([A-Za-z_$][\w$-]*)|([()[\],.]))/gy)]
  const read = tokens.reduce((sum, t) => sum + t[0].length, 0)
  if (text.slice(read).trim() !== '') throw new Error(`"${text.slice(read, read + 20)}" is no expression in ${text}`)
  let i = 0
  const is = (mark) => tokens[i]?.[4] === mark
  const take = (mark) => {
    if (!is(mark)) throw new Error(`${mark} is missing in ${text}`)
    i++
  }
  const list = (end) => {
    const items = []
    while (!is(end)) {
      items.push(expression())
      if (!is(end)) take(',')
    }
    take(end)
    return items
  }
  const expression = () => {
    const [, quoted, number, name] = tokens[i++] ?? []
    let e
    if (quoted) e = { value: quoted.slice(1, -1).replaceAll("''", "'") }
    else if (number) e = { value: Number(number) }
    else if (name) {
      take('(')
      e = { call: name, args: list(')') }
    } else throw new Error(`a value is missing in ${text}`)
    for (;;) {
      if (is('.')) {
        i++
        e = { of: e, key: { value: tokens[i++][3] } }
      } else if (is('[')) {
        i++
        e = { of: e, key: expression() }
        take(']')
      } else return e
    }
  }
  const e = expression()
  if (i < tokens.length) throw new Error(`${tokens[i][0]} is too much in ${text}`)
  return e
}

/** isExpression tells an expression from a text; [[ begins a text with a bracket. */
export const isExpression = (value) => typeof value === 'string' && value.startsWith('[') && !value.startsWith('[[') && value.endsWith(']')

/** compute gives the value of JSON with expressions; context has parameters, variables, copy and reference. */
export function compute(value, context) {
  if (isExpression(value)) return evaluate(parseArm(value.slice(1, -1)), context)
  if (typeof value === 'string') return value.startsWith('[[') ? value.slice(1) : value
  if (Array.isArray(value)) return value.map((v) => compute(v, context))
  if (value === null || typeof value !== 'object') return value
  const out = {}
  for (const [key, v] of Object.entries(value)) {
    if (key === 'copy' && Array.isArray(v)) {
      for (const c of v) out[c.name] = repeat(c, context, (inside) => compute(c.input, inside))
    } else out[compute(key, context)] = compute(v, context)
  }
  return out
}

/** repeat computes something for every turn of a copy. */
export function repeat(copy, context, make) {
  const count = compute(copy.count, context)
  if (!Number.isInteger(count)) throw new Error(`the copy ${copy.name} has no count`)
  return Array.from({ length: count }, (_, i) => make({ ...context, copy: { ...context.copy, '': i, [copy.name]: i } }))
}

function evaluate(e, context) {
  if ('value' in e) return e.value
  if (e.of) {
    const of = evaluate(e.of, context)
    const key = evaluate(e.key, context)
    if (of?.[key] === undefined) throw new Error(`there is no ${key} in ${JSON.stringify(of)?.slice(0, 200)}`)
    return of[key]
  }
  if (e.call === 'if') return evaluate(e.args[evaluate(e.args[0], context) ? 1 : 2], context)
  const args = e.args.map((a) => evaluate(a, context))
  if (e.call === 'copyIndex') {
    const turn = context.copy[args[0] ?? '']
    if (turn === undefined) throw new Error(`copyIndex(${args[0] ?? ''}) is not inside that copy`)
    return turn
  }
  const own = context.functions[e.call] ?? common[e.call]
  if (!own) throw new Error(`there is no function ${e.call}`)
  return own(...args)
}

const deep = (a, b) => JSON.stringify(a) === JSON.stringify(b)

/** hash stands in for guid and uniqueString: the same for the same, in the characters that those have. */
function hash(parts, length, alphabet) {
  let h = 14695981039346656037n
  for (const c of JSON.stringify(parts)) h = BigInt.asUintN(64, (h ^ BigInt(c.codePointAt(0))) * 1099511628211n)
  return Array.from({ length }, (_, i) => alphabet[Number(BigInt.asUintN(64, h * BigInt(2 * i + 3) * 2862933555777941757n) >> 40n) % alphabet.length]).join('')
}

const common = {
  true: () => true, false: () => false, null: () => null,
  and: (...a) => a.every(Boolean), or: (...a) => a.some(Boolean), not: (a) => !a, equals: deep,
  less: (a, b) => a < b, lessOrEquals: (a, b) => a <= b, greater: (a, b) => a > b, greaterOrEquals: (a, b) => a >= b,
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: (a, b) => Math.trunc(a / b), mod: (a, b) => a % b,
  coalesce: (...a) => a.find((x) => x !== null) ?? null, empty: (a) => a === null || Object.keys(a).length === 0,
  length: (a) => (typeof a === 'object' && !Array.isArray(a) ? Object.keys(a).length : a.length),
  createObject: (...a) => Object.fromEntries(Array.from({ length: a.length / 2 }, (_, i) => [a[2 * i], a[2 * i + 1]])),
  createArray: (...a) => a, array: (a) => [a], range: (from, n) => Array.from({ length: n }, (_, i) => from + i),
  concat: (...a) => (Array.isArray(a[0]) ? a.flat() : a.join('')), union: (...a) => (Array.isArray(a[0]) ? [...new Set(a.flat())] : Object.assign({}, ...a)),
  contains: (a, b) => (typeof a === 'string' || Array.isArray(a) ? a.includes(b) : b in a), first: (a) => a[0], last: (a) => a.at(-1), take: (a, n) => a.slice(0, n),
  format: (text, ...a) => text.replace(/\{\{|\}\}|\{(\d+)\}/g, (m, n) => (n === undefined ? m[0] : String(a[n]))),
  split: (a, by) => a.split(by), join: (a, by) => a.join(by), replace: (a, b, c) => a.replaceAll(b, c), toLower: (a) => a.toLowerCase(), toUpper: (a) => a.toUpperCase(),
  string: (a) => (typeof a === 'string' ? a : JSON.stringify(a)), int: Number, bool: (a) => a === true || a === 'true', json: JSON.parse,
  guid: (...a) => hash(a, 32, '0123456789abcdef').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  uniqueString: (...a) => hash(a, 13, 'abcdefghijklmnopqrstuvwxyz234567'),
  utcNow: () => '2026-12-01',
  tenant: () => ({ tenantId: '11111111-1111-4111-8111-111111111111' }),
  environment: () => ({ suffixes: { storage: 'core.windows.net', sqlServerHostname: '.database.windows.net', keyvaultDns: '.vault.azure.net' } }),
  resourceGroup: () => ({ id: '/subscriptions/s/resourceGroups/rg', name: 'rg', location: 'westeurope' }),
  subscription: () => ({ id: '/subscriptions/s', subscriptionId: 's', tenantId: '11111111-1111-4111-8111-111111111111' }),
  cidrSubnet: (prefix, bits, n) => `${prefix.replace(/\.\d+\/.*$/, '')}.${n * 2 ** (32 - bits)}/${bits}`,
  resourceId: (type, ...names) => `/subscriptions/s/resourceGroups/rg/providers/${path(type, names)}`,
  subscriptionResourceId: (type, ...names) => `/subscriptions/s/providers/${path(type, names)}`,
  extensionResourceId: (scope, type, ...names) => `${scope}/providers/${path(type, names)}`,
}

/** path gives provider/type/name/type/name; as many names as types are needed. */
export function path(type, names) {
  const [provider, ...types] = type.split('/')
  if (types.length !== names.length) throw new Error(`${type} has ${types.length} parts and ${names.length} names`)
  return [provider, ...types.flatMap((t, i) => [t, names[i]])].join('/')
}
