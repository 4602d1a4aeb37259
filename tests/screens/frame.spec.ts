/** The frame: it opens, every room is reached, nothing breaks the content policy, nobody is shut out. */

import { expect, test } from './desk'

test('the sample office opens, its history is read and taken back by the keys', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open()
  await expect(page).toHaveTitle(/先锋台账$/)
  await expect(page.getByRole('banner').getByText('县司法局党组', { exact: true })).toBeVisible()
  expect(page.url()).not.toContain('token')

  await page.getByRole('navigation', { name: '各项工作' }).getByRole('link', { name: '操作记录' }).click()
  await expect(page.getByRole('heading', { name: '操作记录', level: 1 })).toBeVisible()
  const rows = page.getByRole('grid').getByRole('row')
  await expect(rows.nth(1)).toContainText('导入')

  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^已撤销“导入/)).toBeVisible()
  await expect(rows.nth(1)).toContainText('撤销')
  await page.keyboard.press('Control+Shift+Z')
  await expect(page.getByText(/^已重做“导入/)).toBeVisible()
  expect(await here.barriers()).toEqual([])
})

test('the table of the history is read by the keys alone', async ({ desk, page }) => {
  await desk('sample').open('/history')
  await page.keyboard.press('Control+f')
  const box = page.getByRole('searchbox')
  await expect(box).toBeFocused()
  await page.keyboard.insertText('导入')
  await expect(page.getByText('共 4 条')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('grid')).toBeFocused()
  await expect(page.locator('tr.current')).toHaveCount(1)
  await page.keyboard.press('End')
  await expect(page.locator('tr.current')).toContainText('导入')
})

test('the token opens once, and a page loaded anew stays in', async ({ desk, page, context }) => {
  const here = desk('empty')
  const address = await here.serve()
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await page.reload()
  await expect(page.locator('h1').first()).toBeVisible()

  const stranger = await context.newPage()
  await stranger.goto(address)
  await expect(stranger.getByText('台账已在另一个浏览器窗口里打开')).toBeVisible()
  await stranger.close()
})

test('an unknown page says so and keeps the way to the others', async ({ desk, page }) => {
  await desk('empty').open('/no-such-room')
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
  await expect(page.getByRole('link', { name: '操作记录' })).toBeVisible()
})
