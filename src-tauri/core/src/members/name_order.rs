//! Name order: 姓氏笔画 and pinyin, from fixed data, with the office's own override.
