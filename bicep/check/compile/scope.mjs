// What a name in a file means inside an expression of its template: a parameter, a variable, an item of a loop, a
// resource or a module.

import { typeOf } from '../project.mjs'
import { children } from '../syntax.mjs'
import { inline, quote } from './expression.mjs'

/** deployments is the API version of the deployment that a module becomes. */
export const deployments = '2025-04-01'

/** Names resolves the names of one file. */
export class Names {
  #locals

  constructor(file, text, locals = new Map()) {
    this.file = file
    this.text = text // of a file that loadTextContent names
    this.#locals = locals
  }

  /** loop gives the names inside a loop whose turns are counted by an expression. */
  loop(loop, index) {
    const locals = new Map(this.#locals)
    locals.set(loop.item, `${inline(loop.over, this)}[${index}]`)
    if (loop.index) locals.set(loop.index, index)
    return new Names(this.file, this.text, locals)
  }

  #declared(e) {
    return e.kind === 'name' && !this.#locals.has(e.name) ? this.file.byName.get(e.name) : undefined
  }

  /** inlined gives the value of a variable that only the deployment knows: ARM computes variables before it begins. */
  inlined(e) {
    const d = this.#declared(e)
    return d?.kind === 'var' && this.runtime(d.value) ? d.value : undefined
  }

  name(e) {
    if (this.#locals.has(e.name)) return this.#locals.get(e.name)
    const d = this.file.byName.get(e.name)
    if (d.kind === 'param') return `parameters(${quote(e.name)})`
    if (d.kind === 'var') return this.inlined(e) ? inline(d.value, this) : `variables(${quote(e.name)})`
    throw new Error(`compile: ${this.file.path}: the resource ${e.name} is used as a whole; use one of its properties`)
  }

  /** member gives what follows from a resource or a module; undefined if the object is neither. */
  member(e) {
    const outer = e.of.kind === 'member' ? this.target(e.of.of) : undefined
    if (outer?.declaration.kind === 'module' && e.of.name === 'outputs') return `${this.#reference(outer)}.outputs.${e.name}.value`
    const target = this.target(e.of)
    if (target?.declaration.kind !== 'resource') return undefined
    if (e.name === 'id') return this.id(target)
    if (e.name === 'name') return this.ownName(target)
    if (e.name === 'properties') return this.#reference(target)
    return `${this.#reference(target, ", 'full'")}.${e.name}`
  }

  /** target gives the resource or module that an expression names, with the index of its turn. */
  target(e) {
    const of = e.kind === 'index' ? e.of : e
    const declaration = this.#declared(of)
    if (!['resource', 'module'].includes(declaration?.kind)) return undefined
    return { declaration, index: e.kind === 'index' ? inline(e.index, this) : undefined }
  }

  #reference(target, full = '') {
    const version = target.declaration.kind === 'module' ? deployments : typeOf(target.declaration).version
    return `reference(${this.id(target)}, ${quote(version)}${full})`
  }

  /** inside gives the names that a resource's own expressions have, in the turn that the target means. */
  inside({ declaration, index }) {
    return declaration.loop ? new Names(this.file, this.text).loop(declaration.loop, index ?? 'copyIndex()') : new Names(this.file, this.text)
  }

  /** ownName gives the last part of a resource's name. */
  ownName(target) {
    return inline(property(target.declaration, 'name'), this.inside(target))
  }

  /** path gives the parts of a resource's full name, its parents' first. */
  path(target) {
    const parent = property(target.declaration, 'parent')
    const above = parent ? this.path(this.inside(target).target(parent)) : []
    return [...above, this.ownName(target)]
  }

  id(target) {
    if (target.declaration.kind === 'module') return `resourceId('Microsoft.Resources/deployments', ${this.ownName(target)})`
    const { type } = typeOf(target.declaration)
    const scope = property(target.declaration, 'scope')
    const parts = [quote(type), ...this.path(target)].join(', ')
    return scope ? `extensionResourceId(${this.id(this.inside(target).target(scope))}, ${parts})` : `resourceId(${parts})`
  }

  /** relative gives the scope of an extension resource as ARM wants it: type and name in turns. */
  relative(target) {
    const [provider, ...types] = typeOf(target.declaration).type.split('/')
    return `format(${[quote([provider, ...types.flatMap((t, i) => [t, `{${i}}`])].join('/')), ...this.path(target)].join(', ')})`
  }

  /** runtime says whether an expression is known only while the deployment runs. */
  runtime(e) {
    const declared = this.#declared(e)
    if (declared?.kind === 'var') return this.runtime(declared.value)
    if (e.kind === 'member') {
      const target = this.target(e.of)
      if (target) return !(target.declaration.kind === 'resource' && ['id', 'name'].includes(e.name))
    }
    return children(e).some((child) => this.runtime(child))
  }

  /** needs gives the ids of what must be deployed before an expression can be computed. */
  needs(e, found = new Set()) {
    const target = this.target(e)
    if (target) return this.#need(target, found)
    const declared = this.#declared(e)
    if (declared?.kind === 'var') return new Names(this.file, this.text).needs(declared.value, found)
    if (e.kind === 'for') {
      this.needs(e.over, found)
      return this.loop(e, 'copyIndex()').needs(e.body, found)
    }
    for (const child of children(e)) this.needs(child, found)
    return found
  }

  #need(target, found) {
    const d = target.declaration
    if (d.existing) return this.inside(target).needs(d.value, found) // deployed elsewhere; its parent may be deployed here
    if (d.loop && target.index === undefined) found.add(d.name) // all turns: the name of the copy
    else found.add(`[${this.id(target)}]`)
    return found
  }
}

export function property(declaration, name) {
  return declaration.value.properties.find((p) => p.name === name)?.value
}

/** copyOf gives the copy of a declaration with a loop. */
export function copyOf(declaration, names) {
  return declaration.loop && { name: declaration.name, count: `[length(${inline(declaration.loop.over, names)})]` }
}

