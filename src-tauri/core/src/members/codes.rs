//! 民族 (GB/T 3304) and 学历 (GB/T 4658): codes, official names and the short forms clerks write.

use crate::labels::labelled;

labelled! {
    /// 学历, one of the words of `decisions.md` 26; 无数据 is the absence of a value.
    pub enum Education {
        Doctor = "博士研究生",
        Master = "硕士研究生",
        Graduate = "研究生",
        Bachelor = "大学本科",
        College = "大专",
        Secondary = "中专",
        HighSchool = "高中",
        JuniorHigh = "初中",
        Primary = "小学及以下",
    }
}

/// 民族 by its GB/T 3304 code (1 汉族 ... 56 基诺族, 97 其他, 98 外国血统).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ethnicity(u8);
