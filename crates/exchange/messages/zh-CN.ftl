# 文件无法读取或写入时显示给用户的文字。$file 是文件名，$line 是行号。

# 整个文件
exchange-archive_broken = 压缩文件 { $file } 已损坏。重新压缩或重新下载。
exchange-delimiter_unusable = 不能用 { $delimiter } 分隔单元格。为 { $file } 选择逗号、分号、制表符或竖线。
exchange-encoding_unknown = 未知编码 { $encoding }。为 { $file } 选择其他编码，例如 utf-8、gb18030 或 windows-1252。
exchange-file_empty = { $file } 中没有任何行。选择一个含有表格的文件。
exchange-file_too_large = { $file } 超过 { $limit } MB。拆分文件，或用 gzip 压缩。
exchange-format_unknown = { $file } 不是表格。选择 CSV 文件或 Excel 工作簿（.xlsx）。
exchange-sheet_missing = { $file } 中没有工作表 { $sheet }。可选择：{ $sheets }。
exchange-table_too_large = { $file } 中的表格需要超过 { $limit } MB 内存。拆分为多个文件。
exchange-too_many_rows = { $file } 中的表格超过 { $limit } 行。拆分为多个文件。
exchange-unpacked_too_large = { $file } 解压后超过 { $limit } MB。拆分为多个文件。
exchange-workbook_broken = 工作簿 { $file } 已损坏（{ $reason }）。用 Excel 打开并重新保存，然后使用保存后的文件。
exchange-workbook_old_or_locked = { $file } 是旧版 Excel 文件（.xls）或受密码保护。另存为不带密码的 .xlsx 工作簿。

# 行或单元格
exchange-cell_is_error = 第 { $line } 行，{ $column } 列：单元格显示错误 { $text }。修正公式，或改为具体的值。
exchange-cell_too_large = 第 { $line } 行，{ $column } 列：{ $file } 中的单元格超过 { $limit } MB。缩短内容，或检查是否有未闭合的引号。
exchange-cell_undecodable = 第 { $line } 行，{ $column } 列：含有 { $encoding } 编码中不存在的字符。选择保存文件时使用的编码。
exchange-cell_with_null_character = 第 { $line } 行，{ $column } 列：文字中含有空字符。删除它，或选择保存文件时使用的编码。
exchange-date_malformed = 第 { $line } 行，{ $column } 列：“{ $text }”不是{ $order ->
    [ymd] 按年、月、日
    [mdy] 按月、日、年
   *[dmy] 按日、月、年
}顺序书写的日期。修正它，或选择其他日期顺序。
exchange-date_with_two_digit_year = 第 { $line } 行，{ $column } 列：“{ $text }”中的年份只有两位。写成四位，或指明是哪个世纪。
exchange-number_has_too_many_decimals = 第 { $line } 行，{ $column } 列：“{ $text }”的小数超过 { $decimals } 位。舍入到 { $decimals } 位。
exchange-number_malformed = 第 { $line } 行，{ $column } 列：“{ $text }”不是数字。修正它，或选择另一种小数点。
exchange-number_too_large = 第 { $line } 行，{ $column } 列：“{ $text }”太大，无法精确保存。修正它，或将该列作为文本导入。
exchange-quote_not_closed = 第 { $line } 行，{ $column } 列：引号没有闭合，其后的全部内容被当作一个单元格。补上引号；如果引号属于文字，则写成两个。
exchange-row_too_large = 第 { $line } 行：{ $file } 中的这一行超过 { $limit } MB。缩短内容，或检查是否有未闭合的引号。
exchange-row_too_long = 第 { $line } 行：该行有 { $found } 个单元格，而表格有 { $expected } 列。给含有分隔符的单元格加上引号，或为每一列加上标题。
exchange-row_too_short = 第 { $line } 行：该行有 { $found } 个单元格，而表格有 { $expected } 列。补上缺少的单元格，或检查该行是否被换行截断。
exchange-text_after_quote = 第 { $line } 行，{ $column } 列：右引号后面还有文字。把文字放到引号内；如果引号属于文字，则写成两个。
exchange-too_many_columns = 第 { $line } 行：{ $file } 超过 { $limit } 列。删除一些列，或检查分隔符。
exchange-yes_or_no_malformed = 第 { $line } 行，{ $column } 列：“{ $text }”既不是“是”也不是“否”。写“是”或“否”。

# 写入
exchange-sheet_too_long = 表格超过 { $limit } 行，一个工作表放不下。缩小选择范围，或保存为 CSV。
exchange-text_too_long_for_sheet = 第 { $line } 行，{ $column } 列：文字超过 { $limit } 个字符，一个单元格放不下。缩短文字，或将表格保存为 CSV。
