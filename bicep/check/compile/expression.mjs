// Expressions: from Bicep's to those of ARM templates, which stand in strings between brackets.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions

import { literal } from '../syntax.mjs'

const operators = {
  '==': 'equals', '&&': 'and', '||': 'or', '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod',
  '<': 'less', '<=': 'lessOrEquals', '>': 'greater', '>=': 'greaterOrEquals', '??': 'coalesce',
}

/** quote gives a text as a literal inside an expression. */
export const quote = (text) => `'${text.replaceAll("'", "''")}'`

/** inline gives an expression as it stands inside another one; names say what a name means, see scope.mjs. */
export function inline(e, names) {
  switch (e.kind) {
    case 'string':
      return string(e, names)
    case 'number':
      return String(e.value)
    case 'boolean':
      return `${e.value}()`
    case 'null':
      return 'null()'
    case 'name':
      return names.name(e)
    case 'member':
      return names.member(e) ?? `${inline(e.of, names)}${/^[A-Za-z_]\w*$/.test(e.name) ? `.${e.name}` : `[${quote(e.name)}]`}`
    case 'index':
      return `${inline(e.of, names)}[${inline(e.index, names)}]`
    case 'unary':
      return e.operator === '!' ? `not(${inline(e.operand, names)})` : `sub(0, ${inline(e.operand, names)})`
    case 'binary': {
      const sides = `${inline(e.left, names)}, ${inline(e.right, names)}`
      return e.operator === '!=' ? `not(equals(${sides}))` : `${operators[e.operator]}(${sides})`
    }
    case 'ternary':
      return `if(${inline(e.condition, names)}, ${inline(e.yes, names)}, ${inline(e.no, names)})`
    case 'array':
      return `createArray(${e.items.map((i) => inline(i, names)).join(', ')})`
    case 'object':
      return `createObject(${e.properties.map((p) => `${inline(p.key, names)}, ${inline(p.value, names)}`).join(', ')})`
    case 'call':
      return e.name === 'loadTextContent' ? quote(names.text(literal(e.args[0]))) : `${e.name}(${e.args.map((a) => inline(a, names)).join(', ')})`
    default:
      throw new Error(`compile: a ${e.kind} cannot stand inside an expression (${e.at.line}:${e.at.column})`)
  }
}

function string(e, names) {
  const text = literal(e)
  if (text !== undefined) return quote(text)
  const parts = []
  const format = e.parts.map((p) => {
    if (typeof p === 'string') return p.replaceAll('{', '{{').replaceAll('}', '}}')
    return `{${parts.push(inline(p, names)) - 1}}`
  }).join('')
  return `format(${[quote(format), ...parts].join(', ')})`
}

/** expression gives an expression as the string that a template has. */
export const expression = (e, names) => `[${inline(e, names)}]`

/** json gives a value as JSON; what is not literal in it becomes strings with expressions. */
export function json(e, names) {
  switch (e.kind) {
    case 'string': {
      const text = literal(e)
      if (text === undefined) return expression(e, names)
      return escaped(text)
    }
    case 'number':
    case 'boolean':
      return e.value
    case 'null':
      return null
    case 'array':
      return e.items.map((i) => json(i, names))
    case 'object':
      return object(e, names)
    case 'call':
      return e.name === 'loadTextContent' ? escaped(names.text(literal(e.args[0]))) : expression(e, names)
    case 'name':
      return names.inlined(e) ? json(names.inlined(e), names) : expression(e, names)
    default:
      return expression(e, names)
  }
}

/** escaped keeps a text from being taken for an expression. */
const escaped = (text) => (text.startsWith('[') && text.endsWith(']') ? `[${text}` : text)

/** object turns the loops among the properties into the copy of the object. */
function object(e, names) {
  const out = {}
  const copies = []
  for (const p of e.properties) {
    if (p.value.kind === 'for') {
      const inside = names.loop(p.value, `copyIndex(${quote(p.name)})`)
      copies.push({ name: p.name, count: `[length(${inline(p.value.over, names)})]`, input: json(p.value.body, inside) })
      continue
    }
    const key = p.name ?? expression(p.key, names)
    out[key] = json(p.value, names)
  }
  return copies.length > 0 ? { copy: copies, ...out } : out
}
