//! The order of names on a list: 姓氏笔画 or 拼音, from the office's own data.
