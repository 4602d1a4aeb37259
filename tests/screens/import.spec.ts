/** 导入: a roster with errors is mended, previewed, imported and taken back; unusual columns are named and remembered. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, sample, test } from './desk'

const header = '姓名,公民身份证号码,学历,所在党支部,党员类别,转正时间'
const good = [
  '甲一,99010119700101001X,大专,机关党支部,正式党员,1996-06-01',
  '乙二,990101197001010028,大学本科,机关党支部,正式党员,1996-06-01',
]
const csv = (name: string, ...lines: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) })

type Given = ReturnType<typeof csv> | string

async function choose(page: Page, button: string, file: Given): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button, exact: true }).click()])
  await chooser.setFiles(file)
}

test('a roster with errors is mended, previewed, imported and taken back', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/import')
  const before = here.sql('SELECT count(*) FROM member')
  await choose(page, '选择文件', csv('新增党员.csv', header, good[0] ?? '', '乙二,990101197001010027,大学本科,机关支部,正式党员,1996-06-01'))

  // Recognised as it is; every column says how.
  await expect(page.getByText('自动识别')).toBeVisible()
  await expect(page.getByText('✓ 完全一致').first()).toBeVisible()
  expect(await here.barriers()).toEqual([])
  await page.getByRole('button', { name: '检查', exact: true }).click()

  await expect(page.getByText('读了 2 行：错误 2 条，提醒 0 条')).toBeVisible()
  await expect(page.getByText('有错误的表不能导入')).toBeVisible()
  await expect(page.getByRole('button', { name: '预览改动', exact: true })).toBeDisabled()
  const cells = page.getByRole('region', { name: '表里的行' })
  await expect(cells.locator('td.error')).toHaveCount(2)
  await expect(cells).toContainText('990101********0027')
  expect(await here.barriers()).toEqual([])

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /把问题写回表格/ }).click()])
  expect(download.suggestedFilename()).toBe('新增党员-问题.xlsx')

  await choose(page, '选择改好的文件', csv('新增党员.csv', header, ...good))
  await expect(page.getByText('没有发现问题。')).toBeVisible()
  await page.getByRole('button', { name: '预览改动', exact: true }).click()
  await expect(page.getByText('新增 2 条，更新 0 条，不变 0 条')).toBeVisible()
  await expect(page.getByRole('region', { name: '改动内容' })).toContainText('990101********001X')
  expect(here.sql('SELECT count(*) FROM member')).toBe(before)
  expect(await here.barriers()).toEqual([])

  await page.getByRole('button', { name: '开始导入' }).click()
  await expect(page.getByRole('heading', { name: '已导入：新增 2 条，更新 0 条' })).toBeVisible()
  expect(Number(here.sql('SELECT count(*) FROM member'))).toBe(Number(before) + 2)
  await page.getByRole('button', { name: '撤销本次导入' }).click()
  await expect(page.getByText('本次导入已撤销，台账回到导入以前的样子。')).toBeVisible()
  expect(here.sql('SELECT count(*) FROM member')).toBe(before)
})

test('columns of an unusual sheet are named once and known the next time', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/import')
  const odd = csv('怪表.csv', '同志,身份证,组织,身份', '丁七,99010119700101001X,机关党支部,预备党员')
  await choose(page, '选择文件', odd)
  await page.getByText('没有认出来，请选择').waitFor()
  await page.getByText('党员花名册', { exact: true }).first().click()
  await page.getByRole('button', { name: /表头在第几行/ }).first().waitFor()
  await page.getByRole('button', { name: '1', exact: true }).click()
  for (const [column, field] of [['同志', '姓名（必填）'], ['组织', '所在党支部'], ['身份', '党员类别']] as const) {
    const select = page.getByRole('combobox', { name: `${column} 读作` })
    await select.click()
    await page.getByRole('option', { name: field, exact: true }).click()
  }
  await expect(page.getByText('可以读取')).toBeVisible()
  await page.getByRole('button', { name: '检查', exact: true }).click()
  await expect(page.getByText(/读了 1 行：错误 0 条/)).toBeVisible()
  const kept = join(here.office, 'preferences.json')
  await expect.poll(() => existsSync(kept) && readFileSync(kept, 'utf8')).toContain('同志')

  await page.getByRole('button', { name: '换一个文件' }).click()
  await choose(page, '选择文件', odd)
  await page.getByText('没有认出来，请选择').waitFor()
  await page.getByText('党员花名册', { exact: true }).first().click()
  await expect(page.getByText('已套用上次为这种表指定的列。')).toBeVisible()
})

test('an import with work after it says why it cannot be taken back alone', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/import')
  await choose(page, '选择文件', join(sample, '党员花名册.xlsx'))
  await page.getByRole('button', { name: '检查', exact: true }).click()
  const confirm = page.getByRole('checkbox', { name: /已逐条核对/ })
  if (await confirm.count()) await confirm.check({ force: true })
  await page.getByRole('button', { name: '预览改动', exact: true }).click()
  await expect(page.getByText('文件内容与台账一致，没有需要改动的地方。')).toBeVisible()
  await page.getByRole('button', { name: '再导入一个文件' }).click()
  // The sample's rosters came one after another: only the last import can be taken back.
  await page.getByRole('button', { name: '撤销这次导入 导入党员花名册' }).click()
  await expect(page.getByText(/这次导入之后又做了 \d+ 项操作/)).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a file that is dropped on the page is read as a chosen one is', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/import')
  const text = `\ufeff${[header, ...good].join('\r\n')}\r\n`
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], '新增党员.csv', { type: 'text/csv' }))
    return transfer
  }, text)
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', event, { dataTransfer: dropped })
  await expect(page.getByRole('button', { name: '检查', exact: true })).toBeVisible()
  await expect(page.getByText('新增党员.csv').first()).toBeVisible()
})

/** `GB 11643`: a number of the region that does not exist, with its check digit. */
function idNumber(birth: string, order: number): string {
  const body = `990101${birth}${String(order).padStart(3, '0')}`
  const sum = [...body].reduce((all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11), 0)
  return body + '10X98765432'[sum % 11]
}

test('an import that takes long says how far it is, and is stopped without a trace', async ({ desk, page }) => {
  test.setTimeout(120_000)
  const here = desk('sample')
  await here.open('/import')
  const before = here.sql('SELECT count(*), (SELECT count(*) FROM operation) FROM member')
  const lines = Array.from({ length: 30_000 }, (_, at) => {
    const birth = `${1950 + (at % 30)}-${String(1 + (Math.floor(at / 30) % 12)).padStart(2, '0')}-01`
    return `甲${'乙丙丁戊己庚辛'[at % 7] ?? ''},${idNumber(birth.replaceAll('-', ''), Math.floor(at / 360) + 1)},大专,机关党支部,正式党员,1999-07-01`
  })
  await choose(page, '选择文件', csv('全市党员.csv', header, ...lines))
  const slowly = { timeout: 60_000 }
  await page.getByRole('button', { name: '检查', exact: true }).click(slowly)
  await page.getByRole('button', { name: '预览改动', exact: true }).click(slowly)
  await expect(page.getByText('新增 30000 条，更新 0 条，不变 0 条')).toBeVisible(slowly)
  await page.getByRole('button', { name: '开始导入' }).click()
  const working = page.getByRole('dialog', { name: '正在导入' })
  await expect(working.getByRole('progressbar')).toBeVisible()
  await working.getByRole('button', { name: '停止' }).click()
  await expect(working).toBeHidden(slowly)
  await expect(page.getByRole('button', { name: '开始导入' })).toBeEnabled()
  expect(here.sql('SELECT count(*), (SELECT count(*) FROM operation) FROM member')).toBe(before)
})
