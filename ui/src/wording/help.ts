export const help = {
  title: '使用帮助',
  about: '按 F1 打开与当前工作有关的一章。',
  search: '在帮助里查找',
  chapters: '章节',
  reading: '帮助正文',
  toAbout: '关于本程序',
  found: (count: number) => `找到 ${count} 处`,
  place: (chapter: string, section: string) => `${chapter}：${section}`,
}

export const about = {
  title: '关于',
  what: '创先争优活动的单机台账：党组织、党员、公开承诺、群众评议、评先表彰，一处登记，按公文格式出表。',
  secrecy: '本程序不连接任何网络，全部记录只在本机。请在非涉密计算机上使用，不要录入涉密内容。',
  version: (version: string) => `版本 ${version}`,
  licence: '本程序按 MIT 许可发布，可以免费使用、复制和修改。',
  back: '返回使用帮助',
  fonts: {
    title: '随程序提供的字体',
    columns: { name: '字体', use: '用途', licence: '许可' },
    list: [
      { name: 'Noto Serif SC（粗体）', use: '公文标题，代小标宋', licence: 'SIL 开放字体许可 1.1' },
      { name: 'Fandol 仿宋', use: '公文正文，代仿宋_GB2312', licence: 'GPL 3，附字体例外' },
      { name: 'Noto Sans SC', use: '黑体标题，屏幕显示', licence: 'SIL 开放字体许可 1.1' },
      { name: '霞鹜文楷', use: '楷体标题', licence: 'SIL 开放字体许可 1.1' },
      { name: 'Noto Serif SC', use: '宋体', licence: 'SIL 开放字体许可 1.1' },
      { name: '花园明朝 B', use: '姓名中的生僻字', licence: '花园字体许可' },
    ],
    note: '方正小标宋、仿宋_GB2312 等字体属各自的厂商，本程序不附带；放进字体文件夹后即优先使用。',
  },
  components: {
    title: '使用的开源组件',
    about: '许可全文见安装文件夹里的 licences。',
    columns: { name: '名称', version: '版本', licence: '许可', kind: '所在部分' },
    kinds: { npm: '界面', crate: '核心' } as Record<string, string>,
    search: '查找组件',
  },
}
