/** 工作台: what is due, how the year stands, what a new office is told. */

import { expect, test } from './desk'

// The driver tries to run scripts in the paper's frame, which its policy refuses: as it should.
test.use({ quiet: /Blocked script execution in .*\/files\// })

test('the home screen says what is due, whom, and where to go', async ({ desk, page }) => {
  const here = desk('sample', '2012-06-20')
  await here.open('/home')
  const due = page.getByRole('region', { name: '到期提醒' })
  await expect(due).toContainText('逾期 12 项')
  const overdue = due.getByRole('listitem').filter({ hasText: '2012年第一季度讲评' })
  await expect(overdue).toContainText('已逾期')
  await expect(overdue).toContainText('党组织 5 个')
  await expect(overdue).toContainText('已过 81天')
  const comment = due.getByRole('listitem').filter({ hasText: '2012年上半年领导点评' })
  await expect(comment).toContainText('党组织 6 个、党员 66 人')
  await expect(comment).toContainText('还有 10天')
  await overdue.getByRole('button', { name: '去办理：2012年第一季度讲评' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '领导点评' })).toBeVisible()
  await expect(page.getByText('2012年第一季度应讲评支部 5，已讲评 0，还差 5')).toBeVisible()
})

test('coverage and satisfaction stand as pictures and as tables, in the figures of the statistics', async ({ desk, page }) => {
  const here = desk('sample', '2012-06-20')
  await here.open('/home')
  const coverage = page.getByRole('region', { name: '2012年群众评议覆盖' })
  await expect(coverage).toContainText('应评 66，已评 65，覆盖率 98.48%')
  await expect(coverage).toContainText('未评：江永健')
  await expect(coverage.getByRole('img', { name: /应评66人，已评65人/ })).toBeVisible()
  const satisfaction = page.getByRole('region', { name: '2012年各党组织满意率（%）' })
  await satisfaction.getByText('图中数据').click()
  await expect(satisfaction.getByRole('row')).toHaveCount(7)
  const figures = page.getByRole('region', { name: '本单位' })
  await expect(figures).toContainText('66 人')
  await expect(figures).toContainText('64 人')
  await expect(figures).toContainText('110 项')
  expect(await here.barriers()).toEqual([])
})

test('a year without records shows the newest that has some, and another can be chosen', async ({ desk, page }) => {
  const here = desk('sample', '2026-02-01')
  await here.open('/home')
  await expect(page.getByText('2026年还没有评议、承诺和点评的记录，下面是2012年的情况。')).toBeVisible()
  await page.getByRole('combobox', { name: '年度' }).press('Enter')
  await page.getByRole('option', { name: '2026年' }).click()
  await expect(page.getByText('2026年还没有群众评议')).toBeVisible()
})

test('a new office is told what comes first', async ({ desk, page }) => {
  const here = desk('empty', '2012-06-20')
  await here.open('/home')
  await expect(page.getByText('先把名册放进来')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '导入党员花名册' })).toBeVisible()
  expect(await here.barriers()).toEqual([])
})

test('the large buttons and 去办理 lead to the very place', async ({ desk, page }) => {
  const here = desk('sample', '2012-06-26')
  await here.open('/home')
  await page.getByRole('link', { name: /导出季度统计表/ }).or(page.getByRole('button', { name: /导出季度统计表/ })).click()
  await expect(page.getByRole('heading', { name: '创先争优情况季度统计表', level: 2 })).toBeVisible()
  await here.go('/home')
  await page.getByRole('link', { name: /打印评议表/ }).or(page.getByRole('button', { name: /打印评议表/ })).click()
  await expect(page.getByRole('heading', { name: '党员创先争优群众评议表', level: 2 })).toBeVisible()
  await here.go('/home')
  await page.getByRole('listitem').filter({ hasText: /已逾期.*承诺到期/ }).getByRole('button').click()
  await expect(page.getByText('显示 6 条，共 110 条')).toBeVisible()
  await expect(page.getByRole('grid').getByText(/▲ 逾期/).first()).toBeVisible()
})
