import type { OfficeState } from '@/api/commands'

export const backup = {
  title: '数据与备份',
  about: '全部记录存放在本机的一个文件里。程序在关闭时、导入前和升级前自动备份，备份都经过检查。',
  file: {
    title: '台账在哪里',
    folder: '所在文件夹',
    copy: '复制路径',
    last: '最近一次自动备份',
    none: '还没有自动备份',
    version: '程序版本',
  },
  now: {
    title: '备份到 U 盘或其他磁盘',
    about: '自动备份和台账在同一块磁盘上。请每周另存一份到 U 盘，并妥善保管：备份里有全部党员信息。',
    action: '立即备份',
    working: '正在备份',
    done: (name: string, size: string) => `已备份：${name}（${size}），已通过检查。`,
    saveAs: '另存到……',
    saved: '备份已另存',
    reveal: '打开所在文件夹',
    download: '再次下载',
  },
  list: {
    title: '可以恢复的备份',
    columns: { made: '备份时间', reason: '缘由', size: '大小', note: '说明' },
    setAside: '恢复时替换下来的台账，原样保留，可能有损坏',
    restore: '恢复这一份',
    saveAs: '另存到……',
    other: '从其他文件恢复……',
    pick: '选择备份文件',
    empty: '还没有备份',
    emptyHint: '关闭程序时会自动备份一份，也可以现在就备份。',
    thinning: '今天和昨天的备份全部保留，更早的按每日、每周、每月各留一份。',
    keys: '选中一行后可以恢复或另存',
  },
  restore: {
    title: '恢复备份',
    text: (when: string) => `台账将回到 ${when} 的样子。`,
    textFile: (name: string) => `台账将换成“${name}”里的内容。`,
    lines: ['此后登记、导入的内容不在这份备份里。', '现在的台账会原样另存为一份，列在下面的备份里，随时可以换回来。'],
    action: '恢复',
    working: '正在恢复台账',
    done: '台账已恢复',
  },
  verify: {
    title: '核验',
    about: '检查文件是否完好、操作记录是否被改动、各项记录之间是否矛盾。只查看，不修改。',
    action: '开始核验',
    working: '正在核验',
    sound: '核验通过：文件完好，操作记录连贯，没有发现矛盾。',
    soundWithWarnings: (count: number) => `文件完好，操作记录连贯；有 ${count} 类情况请留意。`,
    unsound: (count: number) => `发现 ${count} 类错误，请按提示处理。`,
    levels: { error: '错误', warning: '提醒' },
    count: (count: number) => `${count} 处`,
  },
}

/** What is said when the office does not open. */
export const trouble: Record<Exclude<OfficeState, 'open'>, { title: string; about: string }> = {
  missing: {
    title: '找不到台账文件',
    about: '文件夹里有以前的备份，但台账文件不见了，可能被移走、改名或删除。把文件放回原处后重试，或从下面的备份恢复。',
  },
  damaged: {
    title: '台账文件已损坏，无法打开',
    about: '可能因为断电、磁盘故障或被其他软件改动。请从下面选一份完好的备份恢复；损坏的文件会原样保留，不会删除。',
  },
  newer: {
    title: '台账由更新版本的程序写成',
    about: '本程序的版本较旧，打开会损坏内容，因此没有打开。请安装新版程序再打开；内容都在。',
  },
  locked: {
    title: '台账正被另一个程序使用',
    about: '另一个窗口正在恢复或升级台账。请等它完成，再点“重试”。',
  },
  unreadable: {
    title: '台账文件不能读取',
    about: '可能是文件夹没有权限、磁盘没有插好，或者文件被其他软件占用。处理好以后点“重试”。',
  },
}

export const help = {
  reason: '原因',
  retry: '重试',
  sample: '看示例单位',
  quit: '退出程序',
  noBackups: '这个文件夹里没有自动备份。',
  noBackupsHint: '如果在 U 盘或其他地方存过备份，请点“从其他文件恢复”。',
  newerRestore: '不能安装新版时，也可以恢复升级前的备份（升级以后登记的内容不在里面）：',
}
