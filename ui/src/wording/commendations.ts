/** Words of 评先表彰. */

import type { Result } from '@/api/call'

type Nomination = Result<'commendations.nominations'>[number]

/** The office's own words: they cross as they are. */
export const outcomes = { passed: '符合', failed: '不符合', toConfirm: '待确认' } as const satisfies Record<string, Nomination['checks'][number]['outcome']>
export const states = { open: '在推', honoured: '已表彰', failed: '未通过', withdrawn: '已撤回' } as const satisfies Record<string, Nomination['state']>
export const subjects = { member: '党员', organization: '党组织' } as const satisfies Record<string, Nomination['subject_kind']>
export const standings = ['先进', '中间', '后进'] as const satisfies readonly NonNullable<Nomination['standing']>[]

export const commendations = {
  title: '评先表彰',
  programme: '表彰活动',
  programmeName: (year: number, name: string, level: string) => `${year}年　${name}（${level}）`,
  none: '还没有登记表彰活动',
  noneHint: '先登记一次表彰活动（如 七一表彰），再分配名额、登记推荐对象。',
  add: '登记表彰活动',
  nominate: '登记推荐对象',
  tabs: { board: '推荐对象', quotas: '名额', papers: '文表', honours: '荣誉', standings: '年度分类', rules: '办法' },
  done: {
    added: (name: string) => `已登记“${name}”，可撤销`,
    nominated: (name: string) => `已登记推荐“${name}”，可撤销`,
    amended: '已更正推荐对象，可撤销',
    advanced: (step: string, count: number) => `已登记“${step}”，${count} 项，可撤销`,
    failed: (step: string) => `已登记“${step}”不通过，可撤销`,
    withdrawn: (name: string) => `已撤回“${name}”，可撤销`,
    objected: '已登记异议，可撤销',
    settled: '已处理异议，可撤销',
    quota: '名额已更新，可撤销',
    standing: (name: string) => `已登记“${name}”的年度分类，可撤销`,
  },
}

export const programmeForm = {
  year: '年度',
  name: '名称',
  nameHint: '如 七一表彰',
  level: '表彰层次',
  levelHint: '如 县级',
  basis: '依据',
  basisHint: '上级通知的名称和文号，可不填',
  ownRules: '另有办法（类别、步骤、核查、公示天数与通用办法不同）',
  rules: '表彰办法',
  rulesGood: (kinds: string, steps: string) => `类别：${kinds}；步骤：${steps}`,
  fault: { name: '请写明名称', level: '请写明层次' },
}

export const board = {
  all: '全部类别',
  kind: '表彰类别',
  waiting: '待考核',
  waitingFor: (step: string) => `待${step}`,
  count: (count: number) => `${count} 项`,
  about: '方向键在推荐对象间移动，回车打开；在打开的窗口里登记下一步。',
  ended: '已结束',
  allForward: (step: string) => `全部登记“${step}”`,
  until: (day: string) => `公示到 ${day}`,
  objection: '有异议未处理',
  failedChecks: (count: number) => `${count} 项不符合`,
  confirmChecks: (count: number) => `${count} 项待确认`,
  goodChecks: '核查均符合',
  empty: '还没有推荐对象',
  emptyHint: '登记推荐对象以后，按步骤排在这里；每人的核查结果和数字都列在旁边。',
  none: '无',
  by: (name: string) => `推荐单位：${name}`,
}

export const nominee = {
  checks: '核查',
  figures: '数字',
  outcome: '结果',
  check: '核查项',
  steps: '经过',
  step: '步骤',
  day: '日期',
  opinion: '意见',
  decidedBy: '决定单位',
  outcomeOf: '结果',
  untilDay: (from: string, to: string) => `${from} 至 ${to}`,
  reason: '主要事迹',
  reasonHint: '300 字以内，审批表里印的就是这段',
  past: '奖惩情况',
  pastHint: '台账以前的奖惩，可不填',
  by: '推荐单位',
  byHint: '不选则为所在党支部或上级党组织',
  on: '推荐日期',
  subject: '推荐对象',
  objections: '异议',
  raised: (day: string, content: string) => `${day}　${content}`,
  settled: (day: string, upheld: boolean, finding: string) => `${day} 处理：${upheld ? '异议成立' : '异议不成立'}。${finding}`,
  unsettled: '尚未处理',
  next: (step: string) => `登记“${step}”`,
  notPass: '不通过',
  withdraw: '撤回',
  object: '登记异议',
  settle: '处理异议',
  amend: '更正',
  paper: '推荐审批表',
  standing: (standing: string) => `年度分类：${standing}`,
  state: (kind: string, state: string) => `${kind}　${state}`,
}

export const stepForm = {
  title: (step: string, count: number) => (count > 1 ? `登记“${step}”：${count} 项` : `登记“${step}”`),
  outcome: '结果',
  passed: '通过',
  failed: '不通过',
  on: '日期',
  from: '公示第一天',
  until: '公示最后一天',
  untilHint: '不填则为够天数的最早一天',
  opinion: '意见',
  by: '决定单位',
  byHint: '如 县委组织部',
  despite: '仍予通过的理由',
  despiteHint: '核查有不符合的，须写明为什么仍予通过；理由会写入该步意见',
  heldBack: '下列核查不符合',
  held: (name: string, check: string, figures: string) => `${name}　${check}：${figures}`,
  days: (count: number, least: number) => `${count} 个工作日（不少于 ${least} 个）`,
  tooShort: (earliest: string) => `天数不够，最早可公示到 ${earliest}`,
  working: '上班',
  resting: '休息',
  weekdays: ['一', '二', '三', '四', '五', '六', '日'],
  calendar: '公示日历',
  finding: '核查结论',
  upheld: '异议成立，终止推荐',
  dismissed: '异议不成立，继续推荐',
  content: '异议内容',
  contentHint: '写明反映的事实，不要写反映人',
  fault: { on: '请写明日期', content: '请写明异议内容', finding: '请写明查了什么、结论如何', despite: '请写明理由' },
}

export const nominateForm = {
  title: '登记推荐对象',
  kind: '表彰类别',
  fault: { kind: '请选择类别', subject: '请选择推荐对象' },
  ahead: '核查结果',
  aheadNone: '选好推荐对象后，这里列出各项核查和数字',
}

export const quotas = {
  about: '“至多”是上限，“至少”是下限；已推荐的含在推和已表彰的。按单位的名额只数该单位推荐的。',
  kind: '类别',
  place: '推荐单位或领域',
  everybody: '全部',
  least: '至少',
  most: '至多',
  count: '已推荐',
  state: '情况',
  full: '已满',
  over: '超过',
  short: '不足',
  good: '名额内',
  add: '分配名额',
  act: '操作',
  edit: '修改',
  remove: '取消名额',
  none: '还没有分配名额',
  noneHint: '按类别、按推荐单位或按领域分配，推荐时自动核对。',
  forWhom: '分配给',
  places: { everybody: '整个类别', organization: '一个推荐单位', domain: '一个领域' },
  organization: '党组织',
  domain: '领域',
  domains: [
    '县直机关', '乡镇(街道)', '村', '社区', '国有企业', '非公有制企业', '学校·医院及科研院所', '社会团体', '社会中介组织', '民办非企业单位和其它',
  ] as const,
  fault: { kind: '请选择类别', place: '请选择推荐单位或领域', number: '请填至少或至多' },
}

export const papers = {
  about: '本次活动的文表，点开后可预览、导出和打印。',
  open: '预览和导出',
}

export const honours = {
  columns: { name: '姓名或党组织', title: '称号', level: '层次', on: '表彰日期', by: '表彰单位' },
  none: '本次活动还没有表彰',
  noneHint: '登记最后一步以后，荣誉自动记在这里，并进入本人和党组织的记录。',
}

export const standing = {
  about: '党组织的年度分类：先进、中间、后进。后进的写明整顿措施。',
  year: '年度',
  organization: '党组织',
  standing: '分类',
  measure: '措施',
  notRecorded: '未分类',
  edit: '登记',
  act: '操作',
  title: (name: string) => `登记年度分类：${name}`,
}
