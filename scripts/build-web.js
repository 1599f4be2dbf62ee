/**
 * Builds the web app into dist/web when its sources are newer; `--force` builds anyhow. Hashed assets are
 * compressed here, once, so that the server only picks a file. Prints what a browser loads.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { newest, root } from './bundle.js'

const outDir = path.join(root, 'dist', 'web')

const sources = ['web', 'src/core', 'package.json', 'scripts/build-web.js']

/** Whether dist/web is missing or older than anything that it is made of. */
export function isWebStale() {
  const page = path.join(outDir, 'index.html')
  if (!existsSync(page)) return true
  const built = statSync(page).mtimeMs
  return sources.some((name) => newest(path.join(root, name)) > built)
}

/** @param {{ report?: boolean }} options */
export async function buildWeb({ report = false } = {}) {
  // Vite takes what it finds here for the mode: a server under test would get React's slow half.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  // Built beside and moved into place, so that a process that serves never finds half of it.
  const unfinished = `${outDir}.${process.pid}`
  await build({
    configFile: false,
    root: path.join(root, 'web'),
    logLevel: 'warn',
    plugins: [await themeVariables()],
    build: {
      outDir: unfinished,
      emptyOutDir: true,
      target: 'es2022',
      manifest: true,
      // No data: URLs in scripts and styles beyond small icons; the policy of the page allows no others.
      assetsInlineLimit: 2048,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        onLog(level, log, next) {
          // "use client" in packages speaks to servers that render; this is none.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log)
        },
      },
    },
  })
  const chunks = readManifest(unfinished)
  await buildWorker(unfinished, chunks)
  rmSync(path.join(unfinished, '.vite'), { recursive: true })
  compress(unfinished)
  if (report) printSizes(unfinished, chunks)
  moveIntoPlace(unfinished)
}

/** @typedef {{ file: string, css?: string[], imports?: string[], dynamicImports?: string[], isEntry?: boolean }} Chunk */

/** @param {string} folder @returns {Record<string, Chunk>} */
const readManifest = (folder) => JSON.parse(readFileSync(path.join(folder, '.vite', 'manifest.json'), 'utf8'))

/** The theme as CSS variables in a file of its own: Mantine would write them into the page, which our policy refuses. */
async function themeVariables() {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(path.join(root, 'web/ui/theme.ts'), {
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
  })
  const mantine = await import('@mantine/core')
  const theme = mantine.mergeMantineTheme(mantine.DEFAULT_THEME, /** @type {any} */ (module).theme)
  const css = mantine.convertCssVariables(mantine.defaultCssVariablesResolver(theme))
  return {
    name: 'theme-variables',
    /** @param {string} id */
    resolveId: (id) => (id === 'virtual:theme.css' ? '\0virtual:theme.css' : undefined),
    /** @param {string} id */
    load: (id) => (id === '\0virtual:theme.css' ? css : undefined),
  }
}

/** What opens without a network: everything but what is large and seldom wanted. */
const largestKept = 150_000

/** The service worker, with the list of files that it keeps. @param {string} folder @param {Record<string, Chunk>} chunks */
async function buildWorker(folder, chunks) {
  const { build } = await import('esbuild')
  const files = new Set(Object.values(chunks).flatMap(({ file, css = [] }) => [file, ...css]))
  const entry = Object.values(chunks).find((chunk) => chunk.isEntry)
  const kept = [...files].filter(
    (file) => file === entry?.file || statSync(path.join(folder, file)).size <= largestKept,
  )
  const urls = ['/', '/manifest.webmanifest', '/icons/icon.svg', ...kept.sort().map((file) => `/${file}`)]
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'web/sw.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    define: { __FILES__: JSON.stringify(urls) },
  })
  writeFileSync(path.join(folder, 'sw.js'), outputFiles[0]?.contents ?? '')
}

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|css|html|svg|webmanifest)$/.test(name),
  )

/** @param {string} folder */
function compress(folder) {
  for (const name of filesIn(folder)) {
    const file = path.join(folder, name)
    const content = readFileSync(file)
    if (content.length < 1024) continue
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}

/** The scripts that must arrive before the page of an employee shows. @param {Record<string, Chunk>} chunks */
export function scriptsOf(chunks, /** @type {string} */ name, seen = new Set()) {
  const chunk = chunks[name]
  if (!chunk || seen.has(name)) return []
  seen.add(name)
  /** @type {string[]} */
  const files = [chunk.file]
  for (const more of chunk.imports ?? []) files.push(...scriptsOf(chunks, more, seen))
  return files
}

/** @param {string} folder @param {Record<string, Chunk>} chunks */
function printSizes(folder, chunks) {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`
  const sizeOf = (/** @type {string} */ file) => {
    const small = path.join(folder, `${file}.gz`)
    return statSync(existsSync(small) ? small : path.join(folder, file)).size
  }
  const all = [...new Set(Object.values(chunks).map(({ file }) => file))].filter((file) =>
    file.endsWith('.js'),
  )
  for (const file of all.sort((a, b) => sizeOf(b) - sizeOf(a)))
    console.log(`${kilobytes(sizeOf(file))}  ${file}`)
  const punch = new Set(scriptsOf(chunks, 'index.html').concat(scriptsOf(chunks, 'locales/en.ts')))
  console.log(
    `${kilobytes([...punch].reduce((sum, file) => sum + sizeOf(file), 0))}  the punch page, scripts, gzip`,
  )
}

/** @param {string} finished */
function moveIntoPlace(finished) {
  const old = `${outDir}.old.${process.pid}`
  if (existsSync(outDir)) renameSync(outDir, old)
  try {
    renameSync(finished, outDir)
  } catch {
    // Another build was faster: its result is as good as ours.
    rmSync(finished, { recursive: true })
  }
  rmSync(old, { recursive: true, force: true })
}

const isForced = process.argv.includes('--force')
if (process.argv[1] === fileURLToPath(import.meta.url) && (isForced || isWebStale())) {
  await buildWeb({ report: true })
}
