import type { Rules, Window } from '@/api/commands'

const windows: Window[] = ['每季', '每半年', '每年']
const never = '不提醒'

export const settings = {
  title: '设置',
  about: '单位名称、联系电话和公示地址印在公文上。本单位、提醒时限、姓名排列的改动记入操作记录，可以撤销。',
  unit: {
    title: '本单位',
    fields: { name: '单位名称', superior: '上级单位', contact: '联系人', phone: '联系电话', publicity_address: '公示地址' },
    notes: { publicity_address: '公示里写明的通信地址，群众有意见时寄到这里' },
    nameMissing: '单位名称不能为空',
    saved: '已保存本单位的情况，可撤销',
    unchanged: '没有改动',
  },
  actor: {
    title: '经办人',
    about: '谁在用这台电脑。姓名记在以后每一项操作后面，只保存在本机。',
    label: '姓名',
    saved: '已保存经办人',
  },
  out: {
    title: '出表文件夹',
    about: '导出的公文、表格和备份写到这里。',
    choose: '更改……',
    chosen: '已更改出表文件夹',
  },
  due: {
    title: '提醒时限',
    about: '工作台按这里的规定提醒。上级另有规定的，照上级的改。',
    windows,
    never,
    fields: { briefing: '支部讲评', comment: '领导点评', evaluation_by: '群众评议', soon_days: '提前几天提醒' },
    evaluationNote: '每年在这一天以前评完，写成月-日，如 12-31；空着就不提醒',
    lines: (rules: Rules) => [
      `支部讲评：${rules.briefing ? `${rules.briefing}一次` : never}`,
      `领导点评：${rules.comment ? `${rules.comment}一次` : never}`,
      `群众评议：${rules.evaluation_by ? `每年 ${rules.evaluation_by} 以前一次` : never}`,
      `提前 ${rules.soon_days} 天提醒`,
    ],
    edit: '更改……',
    saved: '已更改提醒时限，可撤销',
  },
  names: {
    title: '姓名排列',
    about: '名单按姓氏笔画排列，依据《通用规范汉字表》。表里没有的字，可以在这里写明它的笔顺。',
    character: '汉字',
    strokes: '笔顺',
    strokesNote: '1 横　2 竖　3 撇　4 点　5 折，按书写次序写，如“王”为 1121',
    add: '登记一个字',
    remove: '恢复原来的位置',
    none: '没有另外登记的字',
    characterFault: '请写一个汉字',
    strokesFault: '只能用 1 到 5',
    saved: (character: string) => `已登记“${character}”的笔顺，可撤销`,
    removed: (character: string) => `已恢复“${character}”原来的位置，可撤销`,
  },
  sample: {
    title: '示例单位',
    about: '一个虚构的单位，供熟悉程序、培训讲解时使用。',
    open: '打开示例单位',
    leave: '返回本单位',
    fresh: '重新布置示例单位',
    freshTitle: '重新布置示例单位',
    freshText: '在示例单位里试做的内容会全部丢掉，恢复成最初的样子。本单位的台账不受影响。',
    opening: '正在准备示例单位',
    opened: '已打开示例单位',
    left: '已返回本单位',
  },
}
