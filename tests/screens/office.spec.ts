/** The office as a whole: first use, the sample, trouble, backups, settings, history, help. */

import { closeSync, existsSync, openSync, readFileSync, readdirSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, xianfeng } from './desk'

const rows = (page: Page) => page.getByRole('grid').first().locator('tbody tr')

test.describe('first use', () => {
  test('by the keys alone: name, superior, contact, phone, who works here', async ({ desk, page }) => {
    const here = desk('nothing')
    await here.open()
    await expect(page).toHaveTitle('首次使用 - 先锋台账')
    await expect(page.getByLabel('单位名称')).toBeFocused()
    for (const text of ['县司法局党组', '市司法局政治部', '李某', '0832-2345678']) {
      await expect(page.locator('input:focus')).toHaveValue('')
      await page.keyboard.insertText(text)
      await page.keyboard.press('Enter')
    }
    await page.keyboard.insertText('王芳')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: '开始使用' })).toBeFocused()
    await expect(page.getByText('经办人：王芳')).toBeVisible()
    expect(here.sql('SELECT name, superior, phone FROM office')).toBe('县司法局党组|市司法局政治部|0832-2345678')
  })

  test('without a name nothing is made, and the field says so', async ({ desk, page }) => {
    const here = desk('nothing')
    await here.open()
    await page.getByRole('button', { name: '建立台账' }).click()
    await expect(page.getByText('请写单位全称')).toBeVisible()
    await expect(page.getByLabel('单位名称')).toBeFocused()
    expect(existsSync(join(here.office, 'office.db'))).toBe(false)
  })

  test('what the office refuses is said, and what was typed stays', async ({ desk, page }) => {
    await desk('nothing').open()
    await page.getByLabel('单位名称').fill('县司法局党组')
    await page.getByLabel('联系电话').fill('没有电话')
    await page.getByRole('button', { name: '建立台账' }).click()
    await expect(page.getByRole('alert')).toContainText('不像电话号码')
    await expect(page.getByLabel('单位名称')).toHaveValue('县司法局党组')
  })

  test('the sample office is looked at and left', async ({ desk, page }) => {
    const here = desk('nothing')
    await here.open()
    await page.getByRole('button', { name: '先看看示例单位' }).click()
    await expect(page.getByText('这是示例单位')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: '返回本单位' }).click()
    await expect(page.getByRole('heading', { name: '首次使用' })).toBeVisible()
    expect(existsSync(join(here.office, 'office.db'))).toBe(false)
  })
})

test.describe('an office that does not open', () => {
  test('damaged: its backups are offered, one is restored, the damaged file is kept', async ({ desk, page }) => {
    const here = desk('sample')
    truncateSync(join(here.office, 'office.db'), 5_000)
    await here.open()
    await expect(page.getByRole('heading', { name: '台账文件已损坏，无法打开' })).toBeVisible()
    await expect(page.locator('tr.current')).toHaveCount(1)
    await page.getByRole('button', { name: '恢复这一份' }).click()
    const question = page.getByRole('dialog', { name: '恢复备份' })
    await expect(question.getByRole('button', { name: '取消' })).toBeFocused()
    await question.getByRole('button', { name: '恢复', exact: true }).click()
    await expect(page.getByRole('banner').getByText('县司法局党组', { exact: true })).toBeVisible({ timeout: 30_000 })
    expect(readdirSync(here.office).filter((name) => name.endsWith('.db')).length).toBeGreaterThan(1)
  })

  test('of a newer program: nothing is touched', async ({ desk, page }) => {
    const here = desk('empty')
    const file = openSync(join(here.office, 'office.db'), 'r+')
    writeSync(file, Buffer.from([0, 0, 3, 231]), 0, 4, 60)
    closeSync(file)
    const before = readFileSync(join(here.office, 'office.db'))
    await here.open()
    await expect(page.getByRole('heading', { name: '台账由更新版本的程序写成' })).toBeVisible()
    await here.stop()
    expect(readFileSync(join(here.office, 'office.db')).equals(before)).toBe(true)
  })

  test('missing, with backups: it is no first use; the file put back is found by 重试', async ({ desk, page }) => {
    const here = desk('sample')
    const file = join(here.office, 'office.db')
    const content = readFileSync(file)
    rmSync(file)
    await here.open()
    await expect(page.getByRole('heading', { name: '找不到台账文件' })).toBeVisible()
    const put = openSync(file, 'w')
    writeSync(put, content)
    closeSync(put)
    await page.getByRole('button', { name: '重试' }).click()
    await expect(page.getByRole('banner').getByText('县司法局党组', { exact: true })).toBeVisible()
  })
})

test.describe('backups', () => {
  test('a backup is downloaded, checked, and brings an older office back', async ({ desk, page }) => {
    const here = desk('sample')
    await here.open('/backup')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '立即备份' }).click()
    const file = await (await download).path()
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3')
    await expect(page.getByText(/已备份：先锋台账备份-.*已通过检查/)).toBeVisible()

    await page.keyboard.press('Control+z')
    await expect(page.getByText(/^已撤销“导入群众评议票”/)).toBeVisible()
    await page.getByRole('button', { name: '开始核验' }).click()
    await expect(page.getByText('核验通过')).toBeVisible()

    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '从其他文件恢复' }).click()
    await (await chooser).setFiles({ name: '我的备份.db', mimeType: 'application/octet-stream', buffer: readFileSync(file) })
    const question = page.getByRole('dialog', { name: '恢复备份' })
    await expect(question).toContainText('台账将换成“我的备份.db”里的内容')
    await question.getByRole('button', { name: '恢复', exact: true }).click()
    await expect(page.getByText('台账已恢复')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: '撤销“导入群众评议票”' })).toBeVisible()
    await expect(rows(page).filter({ hasText: '恢复时替换下来的台账' })).toHaveCount(1)
  })

  test('a file that is no backup is refused, and the office stays as it was', async ({ desk, page }) => {
    await desk('empty').open('/backup')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '从其他文件恢复' }).click()
    await (await chooser).setFiles({ name: '别的.db', mimeType: 'application/octet-stream', buffer: Buffer.from('not a backup') })
    await page.getByRole('dialog', { name: '恢复备份' }).getByRole('button', { name: '恢复', exact: true }).click()
    const failure = page.getByRole('dialog', { name: '没有完成' })
    await expect(failure.getByRole('alert')).toBeVisible()
    await failure.getByRole('button', { name: '关闭', exact: true }).press('Enter')
    await expect(failure).toBeHidden()
    await expect(page.getByRole('banner').getByText('县司法局党组', { exact: true })).toBeVisible()
  })
})

test.describe('settings', () => {
  test('the unit is changed, and taken back from the line that says so', async ({ desk, page }) => {
    const here = desk('empty')
    await here.open('/settings')
    await expect(page.getByLabel('单位名称')).toHaveValue('县司法局党组')
    await page.getByLabel('公示地址').fill('人民路 1 号')
    await page.keyboard.press('Enter')
    const line = page.locator('.line').filter({ hasText: '已保存本单位的情况' })
    await expect(line).toBeVisible()
    await line.getByRole('button', { name: '撤销' }).click()
    await expect(page.getByLabel('公示地址')).toHaveValue('')
  })

  test('what falls due when is the office’s own; a day that is none is refused', async ({ desk, page }) => {
    const here = desk('sample')
    await here.open('/settings')
    await page.getByRole('button', { name: '更改……' }).last().click()
    const form = page.getByRole('dialog', { name: '提醒时限' })
    await form.getByLabel('群众评议').fill('13-40')
    await page.keyboard.press('Control+Enter')
    await expect(form.getByText('“13-40”不是一年里的一天')).toBeVisible()
    await expect(form.getByText('请写成月-日，如 12-31 或 03-15。')).toBeVisible()
    await form.getByLabel('群众评议').fill('03-15')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('群众评议：每年 03-15 以前一次')).toBeVisible()
    await here.go('/home')
    await expect(page.getByRole('listitem').filter({ hasText: '2012年群众评议' })).toContainText('已逾期')
    await page.keyboard.press('Control+z')
    await expect(page.getByRole('listitem').filter({ hasText: /已逾期.*2012年群众评议/ })).toHaveCount(0)
  })

  test('what is typed and not saved is asked about before the room is left', async ({ desk, page }) => {
    await desk('empty').open('/settings')
    await page.getByLabel('联系人').fill('李某')
    await page.getByRole('link', { name: '操作记录' }).click()
    const question = page.getByRole('dialog', { name: '内容还没有保存' })
    await question.getByRole('button', { name: '继续填写' }).click()
    await expect(page.getByLabel('联系人')).toHaveValue('李某')
    await page.getByRole('link', { name: '操作记录' }).click()
    await question.getByRole('button', { name: '不保存，关闭' }).click()
    await expect(page.getByRole('heading', { name: '操作记录' })).toBeVisible()
  })

  test('a form: Enter leads on and saves at the end, faults stand at their fields, Esc asks', async ({ desk, page }) => {
    const here = desk('empty')
    await here.open('/settings')
    const button = page.getByRole('button', { name: '登记一个字' })
    await button.click()
    const form = page.getByRole('dialog', { name: '登记一个字' })
    await expect(form.getByLabel('汉字')).toBeFocused()
    await page.keyboard.insertText('𡈽')
    await page.keyboard.press('Enter')
    await expect(form.getByLabel('笔顺')).toBeFocused()
    await page.keyboard.type('129')
    await page.keyboard.press('Enter')
    await expect(form.getByText('只能用 1 到 5')).toBeVisible()
    await expect(form.getByLabel('笔顺')).toBeFocused()
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: '内容还没有保存' })
    await expect(question).toBeVisible()
    await question.getByRole('button', { name: '继续填写' }).click()
    await form.getByLabel('笔顺').fill('1214')
    await page.keyboard.press('Enter')
    await expect(form).toBeHidden()
    await expect(page.getByText('已登记“𡈽”的笔顺')).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: '1214' })).toBeVisible()
    expect(await here.barriers()).toEqual([])
  })

  test('Enter that confirms a word of the input method saves nothing', async ({ desk, page }) => {
    const here = desk('empty')
    await here.open('/settings')
    await page.getByLabel('联系人').focus()
    // As WebKit says it (measured.md): isComposing false, keyCode 229.
    await page.getByLabel('联系人').evaluate((field: HTMLInputElement) => {
      field.value = '李某'
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))
    })
    await page.waitForTimeout(300)
    expect(here.sql("SELECT count(*) FROM setting WHERE key = 'contact'")).toBe('0')
    await page.getByLabel('联系人').press('Enter')
    await expect(page.getByText('已保存本单位的情况')).toBeVisible()
    expect(here.sql("SELECT value FROM setting WHERE key = 'contact'")).toContain('李某')
  })
})

test.describe('history', () => {
  test('before and after, in the words of the office', async ({ desk, page }) => {
    const here = desk('sample')
    await here.open('/settings')
    await page.getByLabel('上级单位').fill('市司法局党委')
    await page.keyboard.press('Enter')
    await expect(page.getByText('已保存本单位的情况')).toBeVisible()
    await here.go('/history')
    await page.getByRole('grid').focus()
    await page.keyboard.press('Home')
    const panel = page.getByLabel('前后对照')
    await expect(panel.getByRole('row', { name: '上级单位' })).toContainText('市司法局政治部')
    await expect(panel.getByRole('row', { name: '上级单位' })).toContainText('市司法局党委')
  })

  test('chosen columns are remembered after the program was closed', async ({ desk, page }) => {
    const here = desk('sample')
    await here.open('/history')
    await page.getByRole('button', { name: '显示列' }).click()
    await page.getByText('说明', { exact: true }).click()
    await expect(page.getByRole('columnheader', { name: '说明' })).toBeVisible()
    await page.waitForTimeout(600)
    await here.stop()
    await here.open('/history')
    await expect(page.getByRole('columnheader', { name: '说明' })).toBeVisible()
  })

  test('long lists are searched and narrowed by the office', async ({ desk, page }) => {
    await desk('sample').open('/history')
    await expect(rows(page)).toHaveCount(5)
    await page.getByRole('searchbox').fill('导入 承诺')
    await expect(rows(page)).toHaveCount(1)
    await page.getByRole('searchbox').press('Escape')
    await expect(rows(page)).toHaveCount(5)
    await page.getByLabel('起始日期').fill('20120317')
    await expect(page.getByText('没有符合条件的记录')).toBeVisible()
    await page.getByLabel('起始日期').fill('明天')
    await page.getByLabel('起始日期').blur()
    await expect(page.getByText('请写成 2012-03-15 或 20120315')).toBeVisible()
  })
})

test.describe('help', () => {
  test('F1 opens the chapter about the room, and words are found in all of it', async ({ desk, page }) => {
    await desk('empty').open('/backup')
    await page.keyboard.press('F1')
    await expect(page.getByRole('region', { name: '帮助正文' }).getByRole('heading', { name: '数据与备份' })).toBeVisible()
    await page.keyboard.press('Control+f')
    await page.keyboard.insertText('弃权')
    await expect(page.getByText(/找到 \d+ 处/)).toBeVisible()
    await page.getByRole('button', { name: '群众评议：有效票、弃权和无效' }).click()
    await expect(page.getByRole('heading', { name: '有效票、弃权和无效' })).toBeInViewport()
  })

  test('the program says what it is made of', async ({ desk, page }) => {
    await desk('empty').open('/about')
    await page.getByRole('searchbox').fill('rusqlite')
    await expect(rows(page).first()).toContainText('MIT')
  })
})

test('two programs on one office: the terminal changes nothing behind the screen', async ({ desk, page }) => {
  const here = desk('empty')
  await here.open('/history')
  expect(xianfeng(here.office, 'history', '--limit', '1')).toContain('建立台账')
  await expect(page.getByRole('heading', { name: '操作记录' })).toBeVisible()
})
