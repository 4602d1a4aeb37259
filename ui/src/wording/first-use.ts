export const firstUse = {
  title: '首次使用',
  about: '请写明本单位。单位名称和联系电话印在公文上；各项以后都可以在“设置”里修改。',
  fields: {
    name: '单位名称',
    superior: '上级单位',
    contact: '联系人',
    phone: '联系电话',
    actor: '经办人',
  },
  examples: {
    name: '如：县司法局党组',
    superior: '如：市司法局政治部',
    contact: '可以不填',
    phone: '如：0832-2345678，可以不填',
    actor: '您的姓名，记在每项操作后面',
  },
  nameMissing: '请写单位全称',
  start: '建立台账',
  or: '还不想建账？',
  sample: '先看看示例单位',
  sampleAbout: '一个虚构的县司法局：6 个党组织、66 名党员、公开承诺和群众评议都已登记好，可以随意试用，不影响以后的台账。',
  opening: '正在准备示例单位',
  before: '以前用过本程序？',
  restore: '用备份文件恢复',
  restoring: '正在恢复台账',
  where: (folder: string) => `台账将保存在：${folder}`,
}

export const welcome = {
  title: '开始使用',
  about: (unit: string) => `“${unit}”的台账已经建好。可以先把手头的 Excel 名册导进来，也可以一条一条登记。`,
  steps: [
    { kind: 'organizations', title: '导入党组织名册', note: '各支部的名称、隶属关系、领域和成立日期' },
    { kind: 'members', title: '导入党员花名册', note: '先导入党组织，花名册里的支部名称才对得上' },
    { kind: 'pledges', title: '导入公开承诺', note: '已经做了承诺台账的，可以一并导入' },
  ],
  import: '选择文件导入',
  byHand: '逐个登记',
  note: '导入前会先检查，列出每一处问题；确认以后才写入，写入以后也可以一步撤销。',
  later: '以后再说，先看工作台',
}
