/** No word on the screen stands in the code: all come from the catalogues, and all that are there are used. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { errorCodes, fieldProblems } from '../src/errors.ts'
import { administrationDe } from './locales/administration/de.ts'
import { administrationEn } from './locales/administration/en.ts'
import { administrationEs } from './locales/administration/es.ts'
import { de as mainDe } from './locales/de.ts'
import { en as mainEn } from './locales/en.ts'
import { es as mainEs } from './locales/es.ts'
import { kioskDe } from './locales/kiosk/de.ts'
import { kioskEn } from './locales/kiosk/en.ts'
import { kioskEs } from './locales/kiosk/es.ts'

const en = { ...mainEn, ...administrationEn, ...kioskEn }
const de = { ...mainDe, ...administrationDe, ...kioskDe }
const es = { ...mainEs, ...administrationEs, ...kioskEs }

const root = path.resolve(import.meta.dirname, '..')

const sources = readdirSync(path.join(root, 'web'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
)

/** What a person sees or hears of these attributes. */
const spoken = new Set([
  'label',
  'title',
  'placeholder',
  'description',
  'aria-label',
  'alt',
  'text',
  'yes',
  'emptyText',
])

const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text)

function textsOf(file: string): string[] {
  const text = readFileSync(path.join(root, 'web', file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWords(node.text)) found.push(`${file}: ${node.text.trim()}`)
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText())) {
      const value =
        node.initializer && ts.isJsxExpression(node.initializer)
          ? node.initializer.expression
          : node.initializer
      if (value && ts.isStringLiteralLike(value) && hasWords(value.text)) found.push(`${file}: ${value.text}`)
    }
    const parent = node.parent
    if (ts.isStringLiteralLike(node) && hasWords(node.text) && parent && ts.isJsxExpression(parent)) {
      if (!ts.isJsxAttribute(parent.parent)) found.push(`${file}: ${node.text}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

describe('the texts of the web app', () => {
  test('stand in one catalogue each', () => {
    const all = [mainEn, administrationEn, kioskEn].flatMap((words) => Object.keys(words))
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
  })

  test('all stand in the catalogues', () => {
    const files = sources.filter((file) => file.endsWith('.tsx'))
    expect(files.length).toBeGreaterThan(10)
    expect(files.flatMap(textsOf)).toEqual([])
  })

  test('have the same blanks in every language', () => {
    const blanks = (text: string): string =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)]
        .map((match) => match[1])
        .sort()
        .join()
    const different = (Object.keys(en) as (keyof typeof en)[]).filter(
      (key) => blanks(de[key]) !== blanks(en[key]) || blanks(es[key]) !== blanks(en[key]),
    )
    expect(different).toEqual([])
  })

  test('are all used', () => {
    const code = sources
      .filter((file) => !file.startsWith('locales'))
      .map((file) => readFileSync(path.join(root, 'web', file), 'utf8'))
      .join('\n')
    const stems = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => match[1]!)
    // Words of buttons and fields are there for every page to come.
    const own = Object.keys(en).filter((key) => !/^(action|field)\./.test(key))
    const unused = own.filter((key) => {
      const name = key.replace(/_(one|other)$/, '')
      return !code.includes(`'${name}'`) && !stems.some((stem) => name.startsWith(stem))
    })
    expect(unused).toEqual([])
  })
})

test('every code that the server answers with has its words', () => {
  const words = new Set(Object.keys(en))
  expect(Object.keys(errorCodes).filter((code) => !words.has(`error.${code}`))).toEqual([])
  expect(Object.keys(fieldProblems).filter((code) => !words.has(`problem.${code}`))).toEqual([])
})
