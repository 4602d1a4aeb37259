//! 民族 (GB/T 3304) and 学历 (GB/T 4658): codes, official names and the short forms clerks write.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::{labels::labelled, text};

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

labelled! {
    /// 学历分组 of the tables (`domain.md` §3.7), highest first.
    pub enum EducationGroup {
        Graduate = "研究生",
        Bachelor = "大学本科",
        College = "大专",
        SecondaryOrHighSchool = "中专高中",
        JuniorHighOrBelow = "初中及以下",
    }
}

impl Education {
    /// The education a clerk wrote: the word itself, a short form (本科, 专科, 硕士) or the GB/T 4658
    /// code (21). None for what is unknown or could mean two things.
    pub fn parse(written: &str) -> Option<Self> {
        let written = text::squeeze(written);
        if let Some(code) = two_digits(&written) {
            return Self::from_code(code);
        }
        Self::from_label(&written).or_else(|| Self::from_short_form(&written))
    }

    /// GB/T 4658-2006: the tens are the level; within 研究生教育 11-13 are doctors and 14-16 masters.
    fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            11..=13 => Self::Doctor,
            14..=16 => Self::Master,
            10 | 17..=19 => Self::Graduate,
            20..=29 => Self::Bachelor,
            30..=39 => Self::College,
            40..=49 => Self::Secondary,
            60..=69 => Self::HighSchool,
            70..=79 => Self::JuniorHigh,
            80..=89 => Self::Primary,
            _ => return None,
        })
    }

    fn from_short_form(written: &str) -> Option<Self> {
        Some(match written {
            "博士" | "博士生" | "博士后" | "博士研究生毕业" | "研究生(博士)" | "研究生（博士）" => {
                Self::Doctor
            }
            "硕士" | "硕士生" | "硕士研究生毕业" | "研究生(硕士)" | "研究生（硕士）" => {
                Self::Master
            }
            "研究生教育"
            | "研究生班"
            | "研究生毕业"
            | "在职研究生"
            | "全日制研究生"
            | "党校研究生"
            | "省委党校研究生"
            | "中央党校研究生" => Self::Graduate,
            "本科" | "大本" | "大学" | "大学毕业" | "本科毕业" | "大学本科毕业" | "本科生" | "全日制本科"
            | "在职本科" | "在职大学" | "全日制大学" | "党校本科" | "党校大学" | "函授本科" | "自考本科"
            | "中央党校大学" | "省委党校大学" | "大学普通班" => Self::Bachelor,
            "专科" | "大学专科" | "大专毕业" | "专科毕业" | "大学专科毕业" | "大专生" | "全日制大专"
            | "在职大专" | "党校大专" | "党校专科" | "函授大专" | "自考大专" | "高职" | "高职高专"
            | "专科教育" => Self::College,
            "中等专科" | "中等专业" | "中等专业学校" | "中专毕业" | "中专生" | "全日制中专" | "在职中专"
            | "中职" | "中等职业教育" | "中师" | "中技" | "技校" | "技工学校" | "职高" | "职业高中"
            | "党校中专" => Self::Secondary,
            "普高" | "普通高中" | "高中毕业" | "高中生" | "普通高级中学" | "普通高级中学教育" => {
                Self::HighSchool
            }
            "初级中学" | "初中毕业" | "初中生" | "初级中学教育" => Self::JuniorHigh,
            "小学" | "小学毕业" | "小学以下" | "小学教育" | "文盲" | "半文盲" | "文盲半文盲" => {
                Self::Primary
            }
            _ => return None,
        })
    }

    /// The column of the tables (`domain.md` §3.7: 研究生 1x, 本科 2x, 大专 3x, 中专高中 4x and 6x, 初中及以下).
    pub fn group(self) -> EducationGroup {
        match self {
            Self::Doctor | Self::Master | Self::Graduate => EducationGroup::Graduate,
            Self::Bachelor => EducationGroup::Bachelor,
            Self::College => EducationGroup::College,
            Self::Secondary | Self::HighSchool => EducationGroup::SecondaryOrHighSchool,
            Self::JuniorHigh | Self::Primary => EducationGroup::JuniorHighOrBelow,
        }
    }
}

/// Official names by GB/T 3304-1991, code 1 first.
#[rustfmt::skip]
const ETHNICITIES: [&str; 56] = [
    "汉族", "蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族",
    "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "傣族", "黎族", "傈僳族",
    "佤族", "畲族", "高山族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜族", "土族",
    "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯族", "阿昌族", "普米族",
    "塔吉克族", "怒族", "乌孜别克族", "俄罗斯族", "鄂温克族", "德昂族", "保安族", "裕固族", "京族", "塔塔尔族",
    "独龙族", "鄂伦春族", "赫哲族", "门巴族", "珞巴族", "基诺族",
];

/// 其他: a group that is not among the 56.
const OTHER: (u8, &str) = (97, "其他");
/// 外国血统中国籍人士.
const FOREIGN_DESCENT: (u8, &str) = (98, "外国血统中国籍人士");

/// 民族 by its GB/T 3304 code (1 汉族 ... 56 基诺族, 97 其他, 98 外国血统). The official name is the value in
/// SQLite, in JSON and on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ethnicity(u8);

impl Ethnicity {
    /// 汉族.
    pub const HAN: Self = Self(1);

    /// Every value in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=56).chain([OTHER.0, FOREIGN_DESCENT.0]).map(Self)
    }

    /// The group a clerk wrote: the official name, the name without 族, the code (`01`, `1`) or one of
    /// the few old spellings. None for what is unknown or could mean two groups.
    pub fn parse(written: &str) -> Option<Self> {
        let written = text::squeeze(written);
        if let Some(code) = two_digits(&written) {
            return Self::from_code(code);
        }
        Self::from_name(&written)
            .or_else(|| Self::from_name(&format!("{written}族")))
            .or_else(|| Self::from_old_spelling(&written))
    }

    /// The group of a GB/T 3304 code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::all().find(|group| group.0 == code)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|group| group.name() == name)
    }

    fn from_old_spelling(written: &str) -> Option<Self> {
        // 维族 and 哈族 are what rosters from the north-west say for the two large groups.
        Some(match written {
            "维族" => Self(5),
            "僮族" => Self(8),
            "哈族" => Self(17),
            "佧佤族" => Self(21),
            "崩龙族" => Self(46),
            "柯族" => Self(29),
            "毛难族" => Self(36),
            "其它" | "其他民族" | "其它民族" | "其他族" => Self(OTHER.0),
            "外国血统" | "外国血统中国籍" | "外国血统中国人士" => Self(FOREIGN_DESCENT.0),
            _ => return None,
        })
    }

    /// The GB/T 3304 code.
    pub fn code(self) -> u8 {
        self.0
    }

    /// The official name: 汉族.
    pub fn name(self) -> &'static str {
        match self.0 {
            code if code == OTHER.0 => OTHER.1,
            code if code == FOREIGN_DESCENT.0 => FOREIGN_DESCENT.1,
            code => ETHNICITIES.get(usize::from(code).wrapping_sub(1)).copied().unwrap_or(OTHER.1),
        }
    }

    /// 少数民族: one of the 55; neither 汉族 nor the two codes beside the list.
    pub fn is_minority(self) -> bool {
        (2..=56).contains(&self.0)
    }
}

impl std::fmt::Display for Ethnicity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl ToSql for Ethnicity {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Ethnicity {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_name(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

impl serde::Serialize for Ethnicity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Ethnicity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("民族“{name}”不在国家标准名单中")))
    }
}

impl schemars::JsonSchema for Ethnicity {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ethnicity".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<&str> = Self::all().map(Self::name).collect();
        schemars::json_schema!({ "type": "string", "enum": names })
    }
}

/// A code as clerks write it: one or two digits.
fn two_digits(written: &str) -> Option<u8> {
    let plain = (1..=2).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| written.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_fifty_six_groups_and_two_codes_beside_it() {
        assert_eq!(Ethnicity::all().count(), 58);
        for (code, name) in
            [(1, "汉族"), (5, "维吾尔族"), (15, "土家族"), (30, "土族"), (56, "基诺族"), (97, "其他")]
        {
            let group = Ethnicity::from_code(code).unwrap();
            assert_eq!((group.name(), group.code()), (name, code));
        }
        assert_eq!(Ethnicity::from_code(57), None);
        assert_eq!(Ethnicity::from_code(0), None);
    }

    #[test]
    fn every_group_is_found_by_name_by_short_name_and_by_code() {
        for group in Ethnicity::all() {
            assert_eq!(Ethnicity::parse(group.name()), Some(group));
            assert_eq!(Ethnicity::parse(group.name().trim_end_matches('族')), Some(group));
            assert_eq!(Ethnicity::parse(&format!("{:02}", group.code())), Some(group));
        }
    }

    #[test]
    fn clerks_short_forms_are_understood_and_guesses_are_not() {
        for (written, name) in
            [("汉", "汉族"), (" 汉　族 ", "汉族"), ("０１", "汉族"), ("1", "汉族"), ("维族", "维吾尔族")]
        {
            assert_eq!(Ethnicity::parse(written).map(Ethnicity::name), Some(name), "{written}");
        }
        for written in ["", "族", "鄂族", "哈", "塔族", "满汉", "57", "汗族", "001"] {
            assert_eq!(Ethnicity::parse(written), None, "{written}");
        }
    }

    #[test]
    fn a_minority_is_one_of_the_fifty_five() {
        assert_eq!(Ethnicity::all().filter(|group| group.is_minority()).count(), 55);
        assert!(!Ethnicity::HAN.is_minority());
    }

    #[test]
    fn an_ethnicity_crosses_json_by_its_official_name() {
        assert_eq!(serde_json::to_string(&Ethnicity::HAN).unwrap(), "\"汉族\"");
        assert_eq!(serde_json::from_str::<Ethnicity>("\"回族\"").unwrap().code(), 3);
        assert!(serde_json::from_str::<Ethnicity>("\"回\"").is_err());
    }

    #[test]
    fn education_is_read_from_words_short_forms_and_codes() {
        use Education::*;
        for (written, education) in [
            ("博士", Doctor),
            ("研究生（硕士）", Master),
            ("研究生", Graduate),
            ("大学", Bachelor),
            ("本 科", Bachelor),
            ("专科", College),
            ("大专", College),
            ("中职", Secondary),
            ("技校", Secondary),
            ("普高", HighSchool),
            ("初中", JuniorHigh),
            ("小学", Primary),
            ("11", Doctor),
            ("14", Master),
            ("10", Graduate),
            ("２１", Bachelor),
            ("28", Bachelor),
            ("31", College),
            ("47", Secondary),
            ("61", HighSchool),
            ("71", JuniorHigh),
            ("81", Primary),
        ] {
            assert_eq!(Education::parse(written), Some(education), "{written}");
        }
        for written in ["", "无", "中学", "学士", "90", "50", "211"] {
            assert_eq!(Education::parse(written), None, "{written}");
        }
    }

    #[test]
    fn every_education_has_a_column_in_the_tables() {
        assert_eq!(Education::Master.group().label(), "研究生");
        assert_eq!(Education::Secondary.group(), Education::HighSchool.group());
        assert_eq!(Education::Primary.group().label(), "初中及以下");
    }
}
