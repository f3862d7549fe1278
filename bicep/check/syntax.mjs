// From the text of a file to its declarations. The grammar is tree-sitter-bicep's, so that what is no Bicep is refused
// by others than us; what the grammar knows and Waybill's files do not use is refused here.

import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'

await Parser.init()
const require = createRequire(import.meta.url)
const parser = new Parser()
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')))

/** A Finding is something wrong: where, what, and what to do. */
export class Finding {
  constructor(file, at, message) {
    Object.assign(this, { file, line: at.line, column: at.column, message })
  }

  toString() {
    return `${this.file}:${this.line}:${this.column}: ${this.message}`
  }
}

/** parse gives { declarations, findings } of a .bicep or .bicepparam file. */
export function parse(file, text) {
  const findings = []
  // The grammar knows parameters with a type only. In a parameter file "param" is read as "var", which is as long here.
  const source = file.endsWith('.bicepparam') ? text.replace(/^param (?=\w+ =)/gm, 'var   ') : text
  const root = parser.parse(source).rootNode
  damage(root, file, findings)
  const declarations = []
  if (findings.length === 0) {
    try {
      read(root, declarations)
    } catch (error) {
      if (!(error instanceof Unused)) throw error
      findings.push(new Finding(file, error.at, error.message))
    }
  }
  return { declarations, findings }
}

class Unused extends Error {
  constructor(node, message) {
    super(message ?? `${node.type.replaceAll('_', ' ')} is not in the subset of Bicep that bicep/check compiles; write it more simply`)
    this.at = position(node)
  }
}

const position = (node) => ({ line: node.startPosition.row + 1, column: node.startPosition.column + 1 })

/** damage finds what the grammar could not read. */
function damage(node, file, findings) {
  if (node.isMissing) {
    findings.push(new Finding(file, position(node), `${node.type} is missing here; add it`))
  } else if (node.isError) {
    const what = node.text.trim().split('\n')[0].slice(0, 40)
    findings.push(new Finding(file, position(node), `"${what}" is no Bicep here; correct the line`))
  } else if (node.hasError) {
    for (const child of node.children) damage(child, file, findings)
  }
}

function read(root, declarations) {
  let decorators = []
  for (const node of root.namedChildren) {
    switch (node.type) {
      case 'comment':
        break
      case 'decorators':
        decorators = node.namedChildren.filter((n) => n.type === 'decorator').map((d) => expression(d.namedChildren[0]))
        break
      case 'target_scope_assignment':
        declarations.push({ kind: 'targetScope', value: expression(node.namedChildren[0]), at: position(node) })
        break
      case 'using_statement':
        declarations.push({ kind: 'using', value: expression(node.namedChildren[0]), at: position(node) })
        break
      default:
        declarations.push({ ...declaration(node), decorators, at: position(node) })
        decorators = []
    }
  }
}

function declaration(node) {
  const parts = node.namedChildren.filter((n) => n.type !== 'comment')
  const name = parts[0].text
  const nameAt = position(parts[0])
  switch (node.type) {
    case 'parameter_declaration':
      return { kind: 'param', name, nameAt, type: primitive(parts[1]), value: parts[2] && expression(parts[2]) }
    case 'variable_declaration':
      return { kind: 'var', name, nameAt, value: expression(parts[1]) }
    case 'output_declaration':
      return { kind: 'output', name, nameAt, type: primitive(parts[1]), value: expression(parts[2]) }
    case 'resource_declaration':
    case 'module_declaration': {
      const kind = node.type === 'resource_declaration' ? 'resource' : 'module'
      const existing = node.children.some((n) => n.type === 'existing')
      return { kind, name, nameAt, of: expression(parts[1]), existing, ...body(expression(parts[2])) }
    }
    default:
      throw new Unused(node)
  }
}

/** body takes loop and condition off a resource's or module's value. */
function body(value) {
  const out = {}
  if (value.kind === 'for') {
    out.loop = value
    value = value.body
  }
  if (value.kind === 'if') {
    out.condition = value.condition
    value = value.body
  }
  return { ...out, value }
}

function primitive(node) {
  const inner = node.type === 'type' ? node.namedChildren[0] : node
  if (inner.type !== 'primitive_type') throw new Unused(inner)
  return inner.text
}

function expression(node) {
  return { ...kindOf(node), at: position(node) }
}

function kindOf(node) {
  const parts = node.namedChildren.filter((n) => n.type !== 'comment')
  switch (node.type) {
    case 'identifier':
    case 'compatible_identifier':
      return { kind: 'name', name: node.text }
    case 'string':
      return { kind: 'string', parts: stringParts(node) }
    case 'number':
      return { kind: 'number', value: Number(node.text) }
    case 'boolean':
      return { kind: 'boolean', value: node.text === 'true' }
    case 'null':
      return { kind: 'null' }
    case 'parenthesized_expression':
      return expression(parts[0])
    case 'unary_expression':
      return { kind: 'unary', operator: node.children[0].type, operand: expression(parts.at(-1)) }
    case 'binary_expression':
      return {
        kind: 'binary', operator: node.childForFieldName('operator').text,
        left: expression(node.childForFieldName('left')), right: expression(node.childForFieldName('right')),
      }
    case 'ternary_expression':
      return {
        kind: 'ternary', condition: expression(node.childForFieldName('condition')),
        yes: expression(node.childForFieldName('consequence')), no: expression(node.childForFieldName('alternative')),
      }
    case 'member_expression': {
      const property = node.childForFieldName('property')
      if (node.children.some((n) => n.type === '.?')) throw new Unused(node)
      return { kind: 'member', of: expression(node.childForFieldName('object')), name: property.text, nameAt: position(property) }
    }
    case 'subscript_expression':
      return { kind: 'index', of: expression(node.childForFieldName('object')), index: expression(node.childForFieldName('index')) }
    case 'call_expression': {
      const callee = node.childForFieldName('function')
      if (callee.type !== 'identifier') throw new Unused(node)
      const args = node.childForFieldName('arguments').namedChildren.filter((n) => n.type !== 'comment')
      return { kind: 'call', name: callee.text, args: args.map(expression) }
    }
    case 'array':
      // The grammar reads [f(x)] as two items, f and (x).
      for (const [i, item] of parts.entries()) {
        if (i > 0 && parts[i - 1].endIndex === item.startIndex) throw new Unused(node, 'a call in an array is misread by the grammar; give it a name with var and put that in the array')
      }
      return { kind: 'array', items: parts.map(expression) }
    case 'object':
      return { kind: 'object', properties: parts.map(property) }
    case 'for_statement':
      return loop(node, parts)
    case 'if_statement':
      return { kind: 'if', condition: expression(parts[0]), body: expression(parts[1]) }
    default:
      throw new Unused(node)
  }
}

function property(node) {
  if (node.type !== 'object_property') throw new Unused(node)
  const [key, value] = node.namedChildren.filter((n) => n.type !== 'comment')
  if (!value) throw new Unused(key)
  const name = key.type === 'string' ? expression(key) : { kind: 'string', parts: [key.text], at: position(key) }
  return { key: name, name: literal(name), value: expression(value), at: position(key) }
}

function loop(node, parts) {
  const names = parts[0].type === 'for_loop_parameters' ? parts[0].namedChildren.map((n) => n.text) : [parts[0].text]
  return { kind: 'for', item: names[0], index: names[1], itemAt: position(parts[0]), over: expression(parts[1]), body: expression(node.childForFieldName('body')) }
}

const escapes = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\\\': '\\', "\\'": "'", '\\$': '$' }

function stringParts(node) {
  const out = []
  const add = (text) => {
    if (typeof out.at(-1) === 'string') out[out.length - 1] += text
    else out.push(text)
  }
  for (const child of node.namedChildren) {
    if (child.type === 'interpolation') out.push(expression(child.namedChildren[0]))
    else if (child.type === 'escape_sequence') {
      const unicode = /^\\u\{([0-9A-Fa-f]+)\}$/.exec(child.text)
      add(unicode ? String.fromCodePoint(parseInt(unicode[1], 16)) : escapes[child.text])
    } else add(child.text)
  }
  return out
}

/** literal gives the text of a string without interpolation; undefined for anything else. */
export function literal(e) {
  if (e?.kind !== 'string') return undefined
  if (e.parts.length === 0) return ''
  return e.parts.length === 1 && typeof e.parts[0] === 'string' ? e.parts[0] : undefined
}

/** children gives the expressions directly inside one. */
export function children(e) {
  switch (e.kind) {
    case 'string': return e.parts.filter((p) => typeof p !== 'string')
    case 'unary': return [e.operand]
    case 'binary': return [e.left, e.right]
    case 'ternary': return [e.condition, e.yes, e.no]
    case 'member': return [e.of]
    case 'index': return [e.of, e.index]
    case 'call': return e.args
    case 'array': return e.items
    case 'object': return e.properties.flatMap((p) => [p.key, p.value])
    case 'for': return [e.over, e.body]
    case 'if': return [e.condition, e.body]
    default: return []
  }
}

/** walk calls visit for an expression and everything in it. */
export function walk(e, visit) {
  visit(e)
  for (const child of children(e)) walk(child, visit)
}

/** expressions gives the outermost expressions of a declaration. */
export function expressions(d) {
  return [...(d.decorators ?? []), d.loop?.over, d.condition, d.value].filter(Boolean)
}
