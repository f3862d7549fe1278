// Shapes: every resource has the properties that its type has in Azure, all the needed ones, with values that are allowed.

import { closest } from './language.mjs'
import { typeOf } from './project.mjs'
import { expressions, literal, walk } from './syntax.mjs'
import { inLoop, typeOfValue, values } from './values.mjs'

// Of Bicep, not of a type.
const everywhere = ['parent', 'scope', 'dependsOn']

export async function checkShapes(project, schemas) {
  const found = []
  const types = project.templates().flatMap((file) => file.of('resource').map((r) => typeOf(r).type))
  await Promise.all(types.map((type) => schemas.of(type))) // asked all at once, as azmcp answers several at a time
  for (const file of project.templates()) {
    for (const resource of file.of('resource')) found.push(...await checkResource(file, resource, schemas))
    found.push(...await checkUses(file, schemas))
  }
  return found
}

async function checkResource(file, resource, schemas) {
  const { type, version } = typeOf(resource)
  const schema = await schemas.of(type)
  if (!schema) return [file.finding(resource.of.at, `${type} is no resource type that is known; correct it, or add it to bicep/check/schemas.json`)]
  if (schema.apiVersion !== version) {
    return [file.finding(resource.of.at, `the API version ${version} of ${type} cannot be checked; use ${schema.apiVersion}`)]
  }
  const locals = resource.loop ? inLoop(resource.loop, file) : new Map()
  const shape = new Shape(file, schema, type)
  const segments = type.split('/').length - 2
  if (segments > 0 && !resource.value.properties.some((p) => p.name === 'parent')) {
    shape.found.push(file.finding(resource.nameAt, `${resource.name} has no parent; name the resource that it is part of`))
  }
  shape.object(resource.value, schema.body, locals, { extra: everywhere, existing: resource.existing })
  return shape.found
}

class Shape {
  constructor(file, schema, type) {
    Object.assign(this, { file, schema, type, found: [] })
  }

  /** object compares an object with an Object or DiscriminatedObject of the schema. */
  object(o, like, locals, { extra = [], existing = false } = {}) {
    const known = this.chosen(o, like, locals)
    if (!known) return
    for (const p of o.properties) {
      if (p.name !== undefined && extra.includes(p.name)) continue
      const property = known.properties.find((x) => x.name === p.name)
      if (!property && known.additionalPropertiesType) this.value(p.value, known.additionalPropertiesType, locals, p)
      else if (!property) {
        const writable = known.properties.filter((x) => !/ReadOnly/.test(x.flags)).map((x) => x.name)
        this.found.push(this.file.finding(p.at, `${this.type} has no property ${p.name} here; ${closest(p.name ?? '', writable, 'remove it')}`))
      } else if (/ReadOnly/.test(property.flags)) {
        this.found.push(this.file.finding(p.at, `${p.name} of ${this.type} can only be read; remove it`))
      } else this.value(p.value, property.type, locals, p, property)
    }
    if (existing || o.partial) return
    for (const needed of known.properties.filter((x) => /Required/.test(x.flags) && !/ReadOnly/.test(x.flags))) {
      if (!o.properties.some((p) => p.name === needed.name)) {
        this.found.push(this.file.finding(o.at, `${this.type} needs the property ${needed.name} here; add it`))
      }
    }
  }

  /** chosen gives the Object of a DiscriminatedObject that the discriminator names; undefined after a finding. */
  chosen(o, like, locals) {
    if (!like.elements) return { ...like, properties: like.properties ?? [] }
    const key = o.properties.find((p) => p.name === like.discriminator)
    const is = key && literal(values(key.value, this.file, locals)[0])
    const names = like.elements.map((e) => e.properties.find((x) => x.name === like.discriminator)?.type)
    const element = like.elements[names.indexOf(is)]
    if (!element) {
      this.found.push(this.file.finding(key?.at ?? o.at, `${like.discriminator} of ${this.type} is ${is ?? 'not known'}; it may be ${names.join(', ')}`))
      return undefined
    }
    return { ...element, properties: [...(like.baseProperties ?? []), ...element.properties] }
  }

  value(e, type, locals, property, rules = {}) {
    if (e.kind === 'for') {
      const item = this.itemType(type)
      if (!item) this.found.push(this.file.finding(e.at, `${property.name} of ${this.type} is ${type}, not a list; correct it`))
      else this.value(e.body, item, inLoop(e, this.file, locals), property)
      return
    }
    for (const v of values(e, this.file, locals)) this.one(v, e, type, locals, property, rules)
  }

  itemType(type) {
    if (type === 'any' || type === 'array') return 'any'
    return type.endsWith('[]') ? type.slice(0, -2) : undefined
  }

  one(v, e, type, locals, property, rules) {
    if (v.kind === 'null' || type === 'any') return
    const at = v.at ?? e.at
    const is = typeOfValue(v)
    const complain = (text) => this.found.push(this.file.finding(v.kind === 'unknown' ? e.at : at, text))
    const item = this.itemType(type)
    const named = this.schema.types.get(type)
    if (item) {
      if (is && is !== 'array') complain(`${property.name} of ${this.type} is a list, not of type ${is}; correct it`)
      else if (v.kind === 'array') for (const i of v.items) this.value(i, item, locals, property)
      else if (v.kind === 'for') this.value(v.body, item, inLoop(v, this.file), property)
    } else if (named) {
      if (is && is !== 'object') complain(`${property.name} of ${this.type} is an object, not of type ${is}; correct it`)
      else if (v.kind === 'object') this.object(v, named, locals)
    } else if (['string', 'int', 'bool'].includes(type)) {
      if (is && is !== type) complain(`${property.name} of ${this.type} is of type ${type}, not ${is}; correct it`)
      else this.bounds(v, rules.modifiers ?? '', property, complain)
    } else if (type !== 'object') {
      const options = type.split(' | ')
      const choices = options.filter((o) => o !== 'string')
      if (is && is !== 'string') complain(`${property.name} of ${this.type} is a string, not of type ${is}; correct it`)
      else if (choices.length > 0 && literal(v) !== undefined && !choices.includes(literal(v))) {
        complain(`${property.name} of ${this.type} is ${literal(v)}; it may be ${choices.join(', ')}`)
      }
    }
  }

  bounds(v, modifiers, property, complain) {
    const rule = (name) => new RegExp(`(?:^|, )${name}: (.*?)(?:, \\w+: |$)`).exec(modifiers)?.[1]
    const text = literal(v)
    if (text !== undefined) {
      if (text.length < rule('minLength') || text.length > rule('maxLength')) complain(`${property.name} of ${this.type} has ${text.length} characters; it may have ${rule('minLength') ?? 0} to ${rule('maxLength') ?? 'any number'}`)
      const pattern = /pattern: (.*)$/.exec(modifiers)?.[1]
      if (pattern && !new RegExp(pattern).test(text)) complain(`${property.name} of ${this.type} is ${text}; it must match ${pattern}`)
    }
    if (v.kind === 'number' && (v.value < rule('minValue') || v.value > rule('maxValue'))) {
      complain(`${property.name} of ${this.type} is ${v.value}; it may be ${rule('minValue')} to ${rule('maxValue')}`)
    }
  }
}

/** checkUses follows vault.properties.vaultUri through the type. */
async function checkUses(file, schemas) {
  const chains = []
  const inner = new Set()
  for (const d of file.declarations) {
    for (const e of expressions(d)) {
      walk(e, (x) => {
        if (x.kind !== 'member' || inner.has(x)) return
        const names = []
        let of = x
        for (; of.kind === 'member' || of.kind === 'index'; of = of.of) {
          if (of.kind === 'member') {
            names.unshift(of)
            inner.add(of)
          } else if (of.of.kind !== 'name') names.unshift(of)
        }
        const resource = of.kind === 'name' && file.byName.get(of.name)
        if (resource?.kind === 'resource') chains.push({ resource, names })
      })
    }
  }
  const found = []
  for (const { resource, names } of chains) {
    const { type } = typeOf(resource)
    const schema = await schemas.of(type)
    if (!schema) continue
    let shape = schema.body
    for (const step of names) {
      const properties = shape.properties ?? shape.elements?.flatMap((e) => e.properties) ?? []
      const property = step.kind === 'index' ? { type: shape.list } : properties.find((p) => p.name === step.name)
      if (!property?.type && !shape.additionalPropertiesType && step.kind === 'member') {
        found.push(file.finding(step.nameAt, `${type} has no property ${step.name} here; ${closest(step.name, properties.map((p) => p.name), 'correct it')}`))
        break
      }
      const next = property?.type ?? shape.additionalPropertiesType
      if (next?.endsWith('[]')) shape = { properties: [], list: next.slice(0, -2), additionalPropertiesType: 'any' }
      else if (schema.types.has(next)) shape = schema.types.get(next)
      else break
    }
  }
  return found
}
