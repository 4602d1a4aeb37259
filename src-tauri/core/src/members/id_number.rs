//! 公民身份号码 (GB 11643-1999): six digits of region, eight of birth, three of sequence (odd male,
//! even female) and a check digit. Rule and test numbers: `domain.md` §3.7.

use chrono::NaiveDate;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use super::{Sex, masking};
use crate::text;

/// An ID number whose form, date and check digit are right; 15-digit legacy numbers are kept as
/// written. Never printed whole by `Debug`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);

/// Why a text is no ID number. The sentence says what to do and never repeats the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdNumberFault {
    /// Neither 18 nor 15 places; holds how many there are.
    Length(usize),
    /// Something that is no digit (X stands only at the end).
    Character(char),
    /// The spreadsheet turned the number into 1.10105E+17; its last digits are gone.
    Scientific,
    /// The eight (six) digits of birth are no day of the calendar.
    Date,
    /// The last place does not fit the others.
    CheckDigit,
}

impl std::fmt::Display for IdNumberFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length(places) => {
                write!(f, "身份证号码应为18位（旧号15位），这里是{places}位，请对照身份证核对")
            }
            Self::Character(character) => {
                write!(f, "身份证号码中有不应出现的字符“{character}”，只能是数字，末位可以是X")
            }
            Self::Scientific => f.write_str(
                "身份证号码被表格软件转成了科学计数，末几位已丢失；请把该列设为文本格式后重新录入",
            ),
            Self::Date => f.write_str("身份证号码中的出生日期不存在，请对照身份证核对"),
            Self::CheckDigit => f.write_str("身份证号码校验码不符，请对照身份证核对"),
        }
    }
}

impl std::error::Error for IdNumberFault {}

/// Weights of the first 17 places, and the check digit by the sum modulo 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl IdNumber {
    /// Reads an ID number as clerks write it: full-width digits, spaces and a lower-case x are
    /// accepted.
    ///
    /// # Errors
    /// The first reason why it is none.
    pub fn parse(written: &str) -> Result<Self, IdNumberFault> {
        let number = text::squeeze(written).to_uppercase();
        let places = number.chars().count();
        if number.contains("E+") {
            return Err(IdNumberFault::Scientific);
        }
        let stranger = number.chars().enumerate().find(|&(place, character)| {
            !(character.is_ascii_digit() || (character == 'X' && place == 17 && places == 18))
        });
        match (places, stranger) {
            (15 | 18, Some((_, character))) => return Err(IdNumberFault::Character(character)),
            (15 | 18, None) => {}
            _ => return Err(IdNumberFault::Length(places)),
        }
        let number = Self(number);
        if number.date().is_none() {
            return Err(IdNumberFault::Date);
        }
        if !number.is_legacy() && number.0.chars().last() != check_digit(&number.0) {
            return Err(IdNumberFault::CheckDigit);
        }
        Ok(number)
    }

    /// The number itself, as papers of the archive profile print it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a 15-digit number of before 1999: kept as written, to be replaced by the new one.
    pub fn is_legacy(&self) -> bool {
        self.0.len() == 15
    }

    /// The 18-place form of a legacy number (same person), or the number itself.
    pub fn modern(&self) -> Self {
        if !self.is_legacy() {
            return self.clone();
        }
        let (region, rest) = self.0.split_at_checked(6).unwrap_or((&self.0, ""));
        let mut number = format!("{region}19{rest}");
        number.extend(check_digit(&number));
        Self(number)
    }

    /// The 15-digit form that the same person had before 1999; none for births after 1999, which
    /// never had one.
    pub fn legacy(&self) -> Option<Self> {
        if self.is_legacy() {
            return Some(self.clone());
        }
        (self.0.get(6..8)? == "19")
            .then(|| Some(Self(format!("{}{}", self.0.get(..6)?, self.0.get(8..17)?))))?
    }

    /// 出生日期 as the number says it.
    pub fn birth_date(&self) -> NaiveDate {
        // `parse` let only numbers with a date through.
        self.date().unwrap_or_default()
    }

    /// 性别 as the number says it: the last digit of the sequence is odd for a man.
    pub fn sex(&self) -> Sex {
        let place = if self.is_legacy() { 14 } else { 16 };
        match self.0.as_bytes().get(place) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// For the internal profile: region and the last four places stay (110105********002X).
    pub fn masked(&self) -> String {
        masking::id_number(&self.0)
    }

    fn date(&self) -> Option<NaiveDate> {
        let digits = if self.is_legacy() {
            format!("19{}", self.0.get(6..12)?)
        } else {
            self.0.get(6..14)?.to_owned()
        };
        NaiveDate::parse_from_str(&digits, "%Y%m%d").ok().filter(|day| *day >= EARLIEST)
    }
}

/// Nobody alive when the numbers were first given out was born before this day.
const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1860, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The check digit over the first 17 places (ISO 7064, MOD 11-2).
fn check_digit(number: &str) -> Option<char> {
    let sum: u32 =
        number.chars().zip(WEIGHTS).filter_map(|(place, weight)| Some(place.to_digit(10)? * weight)).sum();
    CHECK.get(sum as usize % 11).copied()
}

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

impl ToSql for IdNumber {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_str().into())
    }
}

impl FromSql for IdNumber {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        // Checked where it came in; a file edited elsewhere is what `verify` looks for.
        value.as_str().map(|number| Self(number.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(written: &str) -> IdNumber {
        IdNumber::parse(written).unwrap()
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_numbers_of_the_standard_are_right() {
        for (written, born, sex) in [
            ("11010519491231002X", day(1949, 12, 31), Sex::Female),
            ("440524188001010014", day(1880, 1, 1), Sex::Male),
            ("99010119700101001X", day(1970, 1, 1), Sex::Male),
            ("990101197001010028", day(1970, 1, 1), Sex::Female),
            ("990101196811300014", day(1968, 11, 30), Sex::Male),
        ] {
            let number = number(written);
            assert_eq!((number.birth_date(), number.sex()), (born, sex), "{written}");
            assert_eq!(number.as_str(), written);
            assert!(!number.is_legacy());
        }
    }

    #[test]
    fn a_number_is_read_as_clerks_write_it() {
        for written in
            ["11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X "]
        {
            assert_eq!(number(written).as_str(), "11010519491231002X", "{written}");
        }
    }

    #[test]
    fn every_wrong_number_has_its_own_sentence() {
        use IdNumberFault::*;
        for (written, fault, words) in [
            ("1101051949123100", Length(16), "应为18位（旧号15位），这里是16位"),
            ("", Length(0), "这里是0位"),
            ("1101051949123100２XX", Length(19), "这里是19位"),
            ("11010519491231O02X", Character('O'), "不应出现的字符“O”"),
            ("X1010519491231002X", Character('X'), "不应出现的字符“X”"),
            ("13050367040100X", Character('X'), "不应出现的字符“X”"),
            ("1.10105194912310E+17", Scientific, "科学计数"),
            ("11010519490231002X", Date, "出生日期不存在"),
            ("11010500001231002X", Date, "出生日期不存在"),
            ("130503670431001", Date, "出生日期不存在"),
            ("110105194912310021", CheckDigit, "校验码不符，请对照身份证核对"),
        ] {
            let error = IdNumber::parse(written).unwrap_err();
            assert_eq!(error, fault, "{written}");
            assert!(error.to_string().contains(words), "{error}");
        }
    }

    #[test]
    fn any_one_wrong_digit_is_noticed() {
        let right = "990101197001010028";
        for place in 0..18 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                if wrong[place] != digit {
                    wrong[place] = digit;
                    assert!(IdNumber::parse(&wrong.iter().collect::<String>()).is_err(), "{place} {digit}");
                }
            }
        }
    }

    #[test]
    fn a_legacy_number_stays_as_written_and_is_known_as_one() {
        let legacy = number("130503670401001");
        assert!(legacy.is_legacy());
        assert_eq!(legacy.as_str(), "130503670401001");
        assert_eq!((legacy.birth_date(), legacy.sex()), (day(1967, 4, 1), Sex::Male));
        let modern = legacy.modern();
        assert_eq!(modern, number("130503196704010016"));
        assert_eq!(modern.legacy(), Some(legacy));
        assert_eq!(number("440524188001010014").legacy(), None);
    }

    #[test]
    fn a_masked_number_keeps_region_and_last_four() {
        assert_eq!(number("11010519491231002X").masked(), "110105********002X");
        assert_eq!(number("130503670401001").masked(), "130503*****1001");
        assert_eq!(format!("{:?}", number("11010519491231002X")), "IdNumber(110105********002X)");
    }
}
