//! 评议结果 of a subject over a period, and coverage: who has been evaluated and who not.
