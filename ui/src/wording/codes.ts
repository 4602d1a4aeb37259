/** Official words that forms offer: their spelling is checked against the office's types. */

import type { Category, Education, Ethnicity, EventKind, OrganizationKind, Sex, Standing } from '@/api/commands'

export const sexes = ['男', '女'] satisfies Sex[]
export const standings = ['正式党员', '预备党员'] satisfies Standing[]
export const categories = ['在职', '离退休'] satisfies Category[]
export const educations = ['博士研究生', '硕士研究生', '研究生', '大学本科', '大专', '中专', '高中', '初中', '小学及以下'] satisfies Education[]
// GB/T 3304.
export const ethnicities = (
  '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 ' +
  '柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 ' +
  '鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 其他 外国血统中国籍人士'
).split(' ') as Ethnicity[]

/** The kinds of events that screens treat apart. */
export const kind = {
  opening: '期初登记',
  admitted: '接收预备',
  transferredIn: '转入',
  moved: '内部调动',
  restored: '恢复',
  appointed: '任职',
} as const satisfies Record<string, EventKind>
export const probationary = '预备党员' satisfies Standing
export const full = '正式党员' satisfies Standing
export const serving = '在职' satisfies Category
export const branchKind = '党支部' satisfies OrganizationKind
