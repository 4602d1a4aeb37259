/** 群众评议: from sheet to table by the keyboard; 50 ballots with 11 keys each; the counts grid; what an open batch
 * survives; the second pass. */

import { expect, test, xianfeng } from './desk'
import { ground, openBatch, type Subject } from './meeting'

const codes: Record<string, string> = { '0': 'Numpad0', '*': 'NumpadMultiply' }

test('fifty ballots of ten items take eleven keys each, and the figures are the office’s', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/evaluations')
  const { ground: laid } = await openBatch(here, page, 10, 50)
  await page.evaluate(() => {
    const counted = window as unknown as { keys: number }
    counted.keys = 0
    window.addEventListener('keydown', () => counted.keys++, true)
  })
  const grades = laid.scheme.grades.length
  const expected = laid.scheme.items.map(() => ({ counts: Array<number>(grades).fill(0), abstained: 0, voided: 0 }))
  for (let ballot = 0; ballot < 50; ballot++) {
    for (let item = 0; item < 10; item++) {
      const dice = (ballot * 7 + item * 3 + ((ballot * item) % 5)) % 23
      const figures = expected[item]
      if (!figures) throw new Error('no such item')
      const key = dice === 0 ? '0' : dice === 1 ? '*' : String((dice % grades) + 1)
      if (key === '0') figures.abstained++
      else if (key === '*') figures.voided++
      else figures.counts[Number(key) - 1] = (figures.counts[Number(key) - 1] ?? 0) + 1
      await page.keyboard.press(codes[key] ?? `Numpad${key}`)
    }
    await page.keyboard.press('NumpadEnter')
  }
  await expect(page.getByText('已录 50 / 50 张')).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as { keys: number }).keys)).toBe(50 * 11)
  expect(await here.barriers()).toEqual([])

  await page.getByRole('button', { name: '结束这一批' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束这一批' }).click()
  await expect(page.getByText('已录入评议票 50 张，可撤销')).toBeVisible()
  await here.stop()
  const tally = JSON.parse(xianfeng(here.office, 'tally', '--organization', '机关党支部', '--period', '2012-03-15..2012-03-15', '--json')) as {
    valid: number
    items: { counts: Record<string, number>; abstained: number; voided: number }[]
  }
  expect(tally.valid).toBe(50)
  expect(tally.items.map(({ counts, abstained, voided }) => ({ counts: Object.values(counts), abstained, voided }))).toEqual(expected)
  expect(here.sql("SELECT detail FROM operation WHERE name = '录入评议票' ORDER BY id DESC LIMIT 1")).toMatch(/^50张，SHA-256 [0-9a-f]{64}$/)
  expect(here.sql('SELECT count(*) FROM batch_paper')).toBe('0')
})

test('an open batch survives a page loaded anew and a program that was killed', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/evaluations')
  const { batch } = await openBatch(here, page, 4, 3)
  for (const key of ['1', '2', '3', '1', 'Enter', '2', '2', '2', '2', 'Enter', '1', '1']) await page.keyboard.press(key)
  await expect(page.getByText('已录 2 / 3 张')).toBeVisible()
  await page.reload()
  await expect(page.getByText('已录 2 / 3 张')).toBeVisible()
  await expect(page.getByText('第 3 张', { exact: true })).toBeVisible()

  await here.kill()
  await here.open(`/evaluations/batch/${batch}`)
  await expect(page.getByText('已录 2 / 3 张')).toBeVisible()
  for (const key of ['1', '1', '1', '9', '1', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByText('已录 3 / 3 张')).toBeVisible()
  expect(here.sql("SELECT group_concat(marks, ' ') FROM batch_paper ORDER BY sheet")).toBe('1231 2222 1111')
})

test('back and correct, an input method that is on, and what is mistyped', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/evaluations')
  await openBatch(here, page, 3, null)
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await expect(page.getByText('还差 2 项没有录')).toBeVisible()
  await page.keyboard.press('9')
  await expect(page.getByText('没有等次 9')).toBeVisible()
  for (const key of ['2', '3', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByText('已录 1 张')).toBeVisible()

  await page.keyboard.press('Backspace')
  await expect(page.getByText('正在更正第 1 张')).toBeVisible()
  for (const key of ['Backspace', 'Backspace', '.', '*', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByText('第 2 张', { exact: true })).toBeVisible()
  expect(here.sql('SELECT marks FROM batch_paper')).toBe('1-x')

  // What Chromium says of keys while a Chinese input method is on.
  await page.evaluate(() => {
    for (const code of ['Digit1', 'Numpad2', 'Digit3', 'NumpadEnter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key: 'Process', keyCode: 229, bubbles: true, cancelable: true }))
    }
  })
  await expect(page.getByText('已录 2 张')).toBeVisible()
  expect(here.sql('SELECT marks FROM batch_paper WHERE sheet = 2')).toBe('123')
})

test('a second pass finds a planted difference and puts it right', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/evaluations')
  await openBatch(here, page, 3, 3)
  for (const ballot of ['111', '121', '111']) {
    for (const key of ballot) await page.keyboard.press(key)
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText('已录 3 / 3 张')).toBeVisible()
  await page.getByRole('button', { name: '复核', exact: true }).click()
  await page.getByRole('spinbutton', { name: '抽几张' }).fill('3')
  await page.getByRole('spinbutton', { name: '抽几张' }).blur()
  await page.getByRole('button', { name: '抽取' }).click()
  await expect(page.getByText('请取第 1 张')).toBeVisible()
  for (const key of ['1', '1', '1', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByText('请取第 2 张')).toBeVisible()
  for (const key of ['1', '1', '1', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByText('有 1 项与第一次不同')).toBeVisible()
  await expect(page.getByRole('alert').getByRole('cell')).toHaveText(['评议内容之2', '比较满意', '满意'])
  await page.getByRole('button', { name: '第二次对，改正' }).click()
  await expect(page.getByText('请取第 3 张')).toBeVisible()
  for (const key of ['1', '1', '1', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByText('复核 3 张，发现 1 项不一致')).toBeVisible()
  expect(here.sql('SELECT marks FROM batch_paper WHERE sheet = 2')).toBe('111')
})

test('the counts grid: blank is not zero, each question is saved, a paste is shown first', async ({ desk, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const here = desk('sample')
  await here.open('/evaluations')
  const laid = await ground(here, 4)
  const evaluation = laid.subjects[0]?.evaluation
  await here.ask('evaluations.put_papers', { evaluations: [evaluation], papers: { issued: 12, collected: 10, spoiled: 0 } })
  await here.go(`/evaluations/counts/${evaluation}`)
  await page.getByRole('textbox', { name: '有效票' }).fill('10')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  for (const key of ['8', 'Enter', '0', 'Enter', '1']) await page.keyboard.press(key)
  await expect(page.locator('tr', { hasText: '评议内容之1' }).locator('.sum').first()).toHaveText('9')
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => here.sql('SELECT count(*), sum(papers) FROM item_count')).toBe('3|9')
  expect(here.sql('SELECT valid, blank IS NULL FROM category_count')).toBe('10|1')

  // The rest of the row is zero only when the clerk says so; then the sum is short of the papers.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('NumpadAdd')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText('合计9张，应为10张，少1张。')).toBeVisible()
  expect(here.sql('SELECT count(*) FROM item_count')).toBe('7')

  await page.evaluate(() => navigator.clipboard.writeText('9\t1\t0\t0\t0\t0\t0\n8\tx\t\t\t\t1\t0\n'))
  await page.getByRole('textbox', { name: '评议内容之2，满意', exact: true }).focus()
  await page.keyboard.press('Control+v')
  const preview = page.getByRole('dialog', { name: '粘贴到表格' })
  await expect(preview.getByText('有 1 格不是整数')).toBeVisible()
  await expect(preview.getByRole('row', { name: /评议内容之2/ })).toContainText('9')
  await preview.getByRole('button', { name: '填入' }).click()
  await expect(page.getByText('已填入 2 项，可撤销')).toBeVisible()
  expect(here.sql('SELECT group_concat(papers) FROM (SELECT papers FROM item_count WHERE item = 2 ORDER BY mark)')).toBe('1,8,0')
  expect(await here.barriers()).toEqual([])
  await page.locator('h1').click()
  await page.keyboard.press('Control+z')
  await expect.poll(() => here.sql('SELECT count(*) FROM item_count')).toBe('7')
})

test('a sheet that lists members is entered line by line, and more collected than issued is said loudly', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/evaluations')
  const made = await here.ask<{ meeting: { id: number } }>('evaluations.meeting_add', { code: 'PY-91', held_on: '2012-03-15', place: null, method: '会议' })
  const meeting = made.meeting.id
  const due = await here.ask<{ branches: { members: { subject: unknown; name: string }[] }[] }>('evaluations.due', { meeting })
  const members = due.branches[0]?.members.slice(0, 3) ?? []
  const found = await here.ask<{ subjects: Subject[] }>('evaluations.subjects_add', { meeting, scheme: 'member-004', subjects: members.map(({ subject }) => subject) })
  await here.go('/evaluations/entry')
  await page.reload()
  await expect(page.getByText('PY-91').first()).toBeVisible()
  await page.getByRole('checkbox', { name: '全选' }).check()
  await page.getByRole('button', { name: '逐票录入' }).click()
  await expect(page.getByText('一张表上有 3 名对象')).toBeVisible()
  await page.getByRole('button', { name: '开始录入' }).click()
  for (const [line, { name }] of found.subjects.entries()) {
    await expect(page.locator('.who')).toContainText(name)
    await expect(page.locator('.who')).toContainText(`第 ${line + 1} 行，共 3 行`)
    for (const key of ['1', '1', '2', '0', '1', 'Enter']) await page.keyboard.press(key)
  }
  await expect(page.getByText('已录 1 张')).toBeVisible()
  expect(here.sql('SELECT marks FROM batch_paper')).toBe('112-1/112-1/112-1')
  await page.keyboard.press('1')
  await page.getByRole('button', { name: '结束这一批' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束这一批' }).click()
  await expect(page.getByText('已录入评议票 1 张，可撤销')).toBeVisible()
  expect(here.sql("SELECT count(*) FROM ballot WHERE marks = '112-1' AND evaluation_id IN (SELECT id FROM evaluation WHERE meeting_id = " + String(meeting) + ')')).toBe('3')

  await here.ask('evaluations.put_papers', { evaluations: found.subjects.map(({ evaluation }) => evaluation), papers: { issued: 1, collected: 2, spoiled: 0 } })
  await here.go('/evaluations/entry')
  await page.reload()
  await expect(page.getByText('无效', { exact: true }).first()).toBeVisible()
  await page.getByRole('gridcell', { name: members[0]?.name ?? '' }).click()
  await expect(page.getByText(/收回2张，多于发出1张/)).toBeVisible()
})

test('from a meeting to the statistics table by the keyboard alone', async ({ desk, page }) => {
  test.setTimeout(120_000)
  const here = desk('sample')
  await here.open('/evaluations/meetings')
  await here.byKeysAlone()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Walks with Tab to a control, as a clerk without a mouse does. */
  const tabTo = async (name: RegExp, key = 'Tab') => {
    for (let at = 0; at < 80; at++) {
      await page.keyboard.press(key)
      const there = await page.evaluate(() => {
        const at = document.activeElement
        return `${at?.getAttribute('aria-label') ?? ''}|${at?.textContent ?? ''}|${at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? '') : ''}`
      })
      if (name.test(there)) return
    }
    throw new Error(`Tab never reached ${name}`)
  }
  await tabTo(/新增评议会/)
  await press('Enter')
  const form = page.getByRole('dialog', { name: '评议会' })
  await expect(form.getByRole('textbox', { name: '编号' })).toBeFocused()
  await press('Control+Enter')
  await expect(page.getByText(/已保存评议会“PY-/)).toBeVisible()
  await expect(page.getByText('这次评议会还没有评议对象')).toBeVisible()
  await page.locator('h1').focus()
  await tabTo(/添加对象/)
  await press('Enter')
  await expect(page.getByRole('dialog', { name: '添加评议对象' })).toBeVisible()
  await tabTo(/县司法局党组/)
  await press('Space', 'Control+Enter')
  await expect(page.getByText('已添加 1 个对象，可撤销')).toBeVisible()

  await page.locator('h1').focus()
  await tabTo(/打印评议表/)
  await press('Enter')
  await tabTo(/生成评议表/)
  await press('Enter')
  await expect(page.getByText(/党组评议表.*\.pdf/)).toBeVisible({ timeout: 30_000 })

  await page.locator('h1').focus()
  await tabTo(/^\|\d?录入/)
  await press('Enter')
  await tabTo(/^\|逐票录入/)
  await press('Enter')
  await expect(page.getByRole('dialog', { name: '开始逐票录入' }).locator('input:focus')).toHaveCount(1)
  await press('Control+Enter')
  await expect(page.getByText('第 1 张', { exact: true })).toBeVisible()
  for (const ballot of ['111111', '112111', '0*1115']) {
    for (const key of ballot) await press(key)
    await press('Enter')
  }
  await expect(page.getByText('已录 3 张')).toBeVisible()
  await page.locator('h1').focus()
  await tabTo(/结束这一批/)
  await press('Enter')
  await expect(page.getByRole('dialog', { name: '结束这一批' })).toBeVisible()
  await tabTo(/^\|结束这一批/)
  await press('Enter')
  await expect(page.getByText('已录入评议票 3 张，可撤销')).toBeVisible()
  await expect(page.getByRole('row', { name: /县司法局党组/ }).first()).toContainText('66.67')
  expect(await here.barriers()).toEqual([])

  await page.locator('h1').focus()
  await tabTo(/统计表/)
  await press('Enter')
  await tabTo(/生成 PDF 和 Excel/)
  await press('Enter')
  await expect(page.getByText(/统计表.*\.xlsx/)).toBeVisible({ timeout: 30_000 })
})
