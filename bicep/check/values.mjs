// What an expression can be known to be before anything is deployed.

import { File } from './project.mjs'
import { functions } from './language.mjs'
import { literal } from './syntax.mjs'

const unknown = (type) => ({ kind: 'unknown', type })

/** values gives every expression that one can turn out to be, as literals as far as that is known; locals are the loop's. */
export function values(e, file, locals = new Map()) {
  switch (e.kind) {
    case 'name': {
      if (locals.has(e.name)) return locals.get(e.name)
      const d = file.byName.get(e.name)
      if (d?.kind === 'var') return values(d.value, file)
      if (d?.kind !== 'param') return [unknown()]
      const allowed = File.decorator(d, 'allowed')
      return allowed?.kind === 'array' ? allowed.items : [unknown(d.type)]
    }
    case 'ternary':
      return [...values(e.yes, file, locals), ...values(e.no, file, locals)]
    case 'member':
      return values(e.of, file, locals).flatMap((of) => {
        const property = of.kind === 'object' && of.properties.find((p) => p.name === e.name)
        return property ? values(property.value, file, locals) : [unknown()]
      })
    case 'index':
      return values(e.of, file, locals).flatMap((of) => {
        if (of.kind !== 'array') return [unknown()]
        const items = e.index.kind === 'number' ? of.items.slice(e.index.value, e.index.value + 1) : of.items
        return items.flatMap((item) => values(item, file, locals))
      })
    case 'call':
      return call(e, file, locals)
    case 'binary':
      return [unknown(['+', '-', '*', '/', '%'].includes(e.operator) ? 'int' : e.operator === '??' ? undefined : 'bool')]
    case 'unary':
      return [unknown(e.operator === '!' ? 'bool' : 'int')]
    case 'string':
      return [literal(e) === undefined ? { ...unknown('string'), parts: e.parts } : e]
    default:
      return [e]
  }
}

function call(e, file, locals) {
  if (e.name === 'concat') {
    const items = e.args.flatMap((a) => values(a, file, locals)).flatMap((a) => (a.kind === 'array' ? a.items : [unknown()]))
    return [{ kind: 'array', items, at: e.at }]
  }
  if (e.name === 'union') {
    const parts = e.args.flatMap((a) => values(a, file, locals)).filter((a) => a.kind === 'object')
    return [{ kind: 'object', properties: parts.flatMap((p) => p.properties), partial: true, at: e.at }]
  }
  const result = functions[e.name]?.[2]
  return [unknown(result === 'any' ? undefined : result)]
}

/** inLoop gives the locals inside a loop: the item is any of those that are known. */
export function inLoop(loop, file, locals = new Map()) {
  const items = values(loop.over, file, locals).flatMap((over) => (over.kind === 'array' ? over.items : [unknown()]))
  const inside = new Map(locals)
  inside.set(loop.item, items.flatMap((item) => values(item, file, locals)))
  if (loop.index) inside.set(loop.index, [unknown('int')])
  return inside
}

/** typeOfValue names the type of a value: string, int, bool, object or array; undefined if it is not known. */
export function typeOfValue(v) {
  return { string: 'string', number: 'int', boolean: 'bool', object: 'object', array: 'array', for: 'array', unknown: v.type }[v.kind]
}
