/** Words of the frame around every room. */

export const rooms = {
  home: '工作台',
  organizations: '党组织',
  members: '党员',
  pledges: '公开承诺',
  reviews: '领导点评',
  evaluations: '群众评议',
  statistics: '统计报表',
  commendations: '评先表彰',
  import: '导入',
  history: '操作记录',
  backup: '数据与备份',
  settings: '设置',
  help: '使用帮助',
} as const

export const frame = {
  skip: '跳到正文',
  navigation: '各项工作',
  collapse: '收起导航',
  expand: '展开导航',
  key: (digit: number) => `Alt+${digit}`,
  today: (year: number, month: number, day: number, weekday: string) => `${year}年${month}月${day}日 星期${weekday}`,
  weekdays: ['日', '一', '二', '三', '四', '五', '六'],
  sample: '这是示例单位，内容都是虚构的，可以随意试用；不会影响本单位的台账。',
  leaveSample: '返回本单位',
  actor: (name: string) => `经办人：${name}`,
  noActor: '登记经办人',
  waiting: { work: '正在等待未完成的工作，完成后自动关闭……', backup: '正在备份台账，完成后自动关闭……' },
  title: (page: string, product: string) => `${page} - ${product}`,
  notHere: '没有这个页面',
  notHereHint: '请从左边选择要做的工作。',
  opening: '正在打开台账……',
}
