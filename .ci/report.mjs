// Opens every report page of a folder in Chromium, wide and narrow, and prints each to PDF. Fails when a page says anything
// on the console, asks for anything outside itself, is wider than the screen, has an empty chart, or a chart without words.
//   node .ci/report.mjs DIR
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer from 'puppeteer-core'

const dir = resolve(process.argv[2])
const names = readdirSync(dir).filter((name) => name.endsWith('.html'))
if (names.length === 0) throw new Error(`no pages in ${dir}`)

// look runs in the page: what is wrong with it, and how many charts and bars it has.
const look = () => {
  const wrong = []
  const screen = document.documentElement
  if (screen.scrollWidth > screen.clientWidth) wrong.push(`${screen.scrollWidth} px wide on a screen of ${screen.clientWidth}`)
  let bars = 0
  const pictures = [...document.querySelectorAll('[role=img]')]
  for (const picture of pictures) {
    const name = picture.closest('figure').querySelector('figcaption').textContent
    if (!picture.getAttribute('aria-label')?.startsWith(name)) wrong.push(`${name}: no words for who does not see it`)
    const frame = picture.getBoundingClientRect()
    const painted = [...picture.querySelectorAll('td')].filter((td) => {
      const box = td.getBoundingClientRect()
      const inside = box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1 && box.right <= frame.right + 1
      return inside && box.width >= 1 && box.height >= 1 && getComputedStyle(td).backgroundColor !== 'rgba(0, 0, 0, 0)'
    })
    if (painted.length === 0) wrong.push(`${name}: an empty chart`)
    bars += painted.length
    // Charts side by side have one scale, so the longest bar may be in another.
    const longest = Math.max(0, ...[...picture.closest('.charts').querySelectorAll('td')].map((td) => td.getBoundingClientRect()).map((box) => Math.max(box.width, box.height)))
    if (longest < 40) wrong.push(`${name}: its longest bar is ${longest} px`)
    // Lengths are to each other as the figures are.
    const upright = picture.querySelector('.column') !== null
    const cells = [...picture.querySelectorAll('td')].map((td) => {
      const box = td.getBoundingClientRect()
      return { size: parseFloat(td.style.getPropertyValue('--size')), length: upright ? box.height : box.width }
    })
    const first = cells.reduce((a, b) => (b.size > a.size ? b : a), { size: 0, length: 0 })
    if (!cells.every((cell) => Math.abs(cell.length - (first.length * cell.size) / first.size) < 2)) wrong.push(`${name}: bars that are not to scale`)
    for (const th of picture.querySelectorAll('th')) {
      const box = th.getBoundingClientRect()
      if (box.bottom > frame.bottom + 1 || box.left < frame.left - 1) wrong.push(`${name}: a label is cut off`)
    }
  }
  if (document.querySelectorAll('script').length > 0 || window.alerted) wrong.push('a script')
  if (!document.querySelector('h1').textContent || !document.querySelector('.lede').textContent) wrong.push('no headline')
  return { wrong, charts: pictures.length, bars }
}

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
let failed = false
for (const name of names) {
  const url = pathToFileURL(join(dir, name)).href
  for (const width of [1280, 768, 400, 360]) {
    const page = await browser.newPage()
    const said = []
    page.on('console', (message) => said.push(`console: ${message.text()}`))
    page.on('pageerror', (error) => said.push(`error: ${error.message}`))
    page.on('dialog', (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss() })
    page.on('request', (request) => { if (request.url() !== url && !request.url().startsWith('data:')) said.push(`asks for ${request.url()}`) })
    await page.setViewport({ width, height: 900 })
    await page.goto(url)
    const { wrong, charts, bars } = await page.evaluate(look)
    if (width === 1280) {
      const pdf = await page.pdf({ format: 'A4' })
      console.log(`${name}: ${charts} charts, ${bars} bars, ${pdf.length} bytes of PDF`)
    }
    for (const what of [...said, ...wrong]) {
      console.log(`${name} at ${width} px: ${what}`)
      failed = true
    }
    await page.close()
  }
}
await browser.close()
process.exit(failed ? 1 : 0)
