/** Words that more than one room uses. */

export const product = '先锋台账'

export const actions = {
  save: '保存',
  /** The key of every room's first button. */
  addKey: 'Alt+N',
  printKey: 'Ctrl+P',
  saveDespite: '情况属实，保存',
  pleaseCheck: '请核对以下情况：',
  cancel: '取消',
  close: '关闭',
  confirm: '确定',
  stop: '停止',
  stopping: '正在停止……',
  undo: '撤销',
  redo: '重做',
  undoWhat: (operation: string) => `撤销“${operation}”`,
  redoWhat: (operation: string) => `重做“${operation}”`,
  nothingToUndo: '没有可以撤销的操作',
  nothingToRedo: '没有可以重做的操作',
  nothingFound: '没有符合条件的记录',
  reload: '重新读取',
  search: '查找',
  clear: '清空',
  choose: '选择',
  add: '新增',
  edit: '修改',
  remove: '删除',
  back: '返回',
  next: '下一步',
  previous: '上一步',
  copy: '复制',
  copied: '已复制',
}

export const said = {
  undone: (operation: string) => `已撤销“${operation}”，可重做`,
  redone: (operation: string) => `已重做“${operation}”，可撤销`,
}

export const sizes = {
  kilobytes: (size: string) => `${size} KB`,
  megabytes: (size: string) => `${size} MB`,
}

export const moments = {
  day: (year: number, month: number, day: number) => `${year}年${month}月${day}日`,
}

export const errors = {
  title: '没有完成',
  /** A fault of the screens themselves. */
  inner: '界面出现内部错误，本次操作未保存',
  innerHint: '请重新打开程序后再试；仍不行时，请把下面的文字交给维护人员。',
  details: '详情',
  copyAll: '复制这段文字',
}

export const connection = {
  lost: '与程序的连接已经断开',
  startAgain: '程序可能已经退出。请重新运行“先锋台账”，再打开它给出的网址；已保存的记录都在。',
  openAddress: '请从程序给出的网址重新打开本页面；已保存的记录都在。',
}

export const asking = {
  unsavedTitle: '内容还没有保存',
  unsaved: '现在关闭，已填写的内容不会保留。',
  keepEditing: '继续填写',
  throwAway: '不保存，关闭',
  irreversibleNote: '此操作不能撤销。',
}

export const working = {
  progress: '进度',
  wait: '请稍候……',
}

export const table = {
  rows: (count: number) => `共 ${count.toLocaleString('zh-CN')} 条`,
  rowsOf: (shown: number, all: number) => `显示 ${shown.toLocaleString('zh-CN')} 条，共 ${all.toLocaleString('zh-CN')} 条`,
  chosen: (count: number) => `已选 ${count.toLocaleString('zh-CN')} 条`,
  columns: '显示列',
  columnsTitle: '选择要显示的列和次序',
  moveUp: (title: string) => `把“${title}”往前移`,
  moveDown: (title: string) => `把“${title}”往后移`,
  standardColumns: '恢复默认列',
  loading: '正在读取……',
  empty: '没有记录',
  emptySearch: '没有符合条件的记录',
  keys: (name: string) => `${name}：上下键选行，回车打开，Home 到首行，End 到末行`,
  chooseAll: '全选',
  chooseRow: '选择本行',
}

export const fields = {
  required: '必填',
  date: {
    placeholder: '如 20120315',
    fault: '请写成 2012-03-15 或 20120315',
    calendar: '打开日历',
  },
  period: {
    kind: '时段',
    year: '年份',
    kinds: { year: '年度', half: '半年', quarter: '季度', month: '月份', range: '起止日期' },
    halves: ['上半年', '下半年'],
    quarters: ['一季度', '二季度', '三季度', '四季度'],
    months: Array.from({ length: 12 }, (_, index) => `${index + 1}月`),
    first: '起',
    last: '止',
    yearName: (year: number) => `${year}年`,
  },
  organization: { placeholder: '选择党组织', none: '没有这样的党组织' },
  member: { placeholder: '输入姓名或拼音首字母', none: '没有这样的党员', more: (count: number) => `还有 ${count} 人，请再输入几个字` },
  search: '查找',
}

export const steps = { done: '已完成', current: '当前步骤', ahead: '尚未开始', label: '步骤' }

/** A paper that is made to be printed at once. */
export const printing = { making: '正在出表', made: '已生成，请在打开的文件里打印' }

export const chart = { asTable: '图中数据' }
