# 值不符合要求时显示给用户的文字。
base-number_missing = 此处需要数字。输入数字，例如 12.50。
base-number_malformed = 这不是数字。只能使用数字、最多一个小数点，负数在前面加减号。
base-number_has_too_many_decimals = 该数字的小数超过 { $decimals } 位。将其舍入到 { $decimals } 位小数。
base-number_has_too_many_digits = 该汇率的有效数字超过 15 位。缩短到 15 位。
base-number_too_large = 该数字太大，无法保存。输入较小的数字。
base-number_not_positive = 该汇率为零或负数。输入大于零的汇率。
base-figure_too_large = 计算结果太大，无法精确保存。检查数量、价格和汇率。
base-date_malformed = 这不是日期。写明年、月、日，例如 2026-11-21。
base-instant_malformed = 这不是带时间的日期。连同时区一起填写，例如 2026-11-21T09:30:00Z。
base-id_malformed = 这不是记录编号。从列表中选择记录。
base-key_malformed = 这不是密钥。密钥由 32 个 0 到 f 的字符组成；重新复制一次。
base-time_zone_unknown = 未知时区 { $zone }。使用类似 Asia/Shanghai 的名称。
