# 文件无法读取或写入时显示给用户的文字。$file 是文件名，$line 是行号。

# 整个文件
exchange-archive_broken = 压缩文件 { $file } 已损坏。重新压缩或重新下载。
exchange-bank_account_other = 该文件属于另一银行账户 { $record }。请选择该账户,或由文件决定。
exchange-bank_account_unknown = 没有账号为“{ $number }”的银行账户。请在银行账户中补充账号,或指定文件所属账户。
exchange-bank_file = 无法读取此 { $format } 文件:{ $place }。请从银行重新导出,或换一种格式。
exchange-bank_currency = 文件币种为 { $currency },与银行账户 { $record } 不符。请选择其他账户。
exchange-bank_decimals = 文件金额的小数位多于 { $currency }。请检查文件及 { $record } 的币种。
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

# 导入
exchange-choice_unknown = 第 { $line } 行，{ $column } 列：“{ $text }”不在可选范围内。可填：{ $codes }。
exchange-column_missing = 文件中没有 { $column } 列。请另选一列，或更正列标题。
exchange-dates_unclear = { $column } 列的日期有多种读法。请指明是日、月、年还是月、日、年。
exchange-decimal_unclear = { $column } 列的数字可按小数点或小数逗号读取。请指明是哪一种。
exchange-field_closed = { $path } 不能导入：它由系统填写，或您无权修改。请去掉这一列。
exchange-field_unknown = 没有字段 { $path }。请另选一个。
exchange-file_missing = 无法打开 { $file }：{ $why }。请更正文件名或文件夹。
exchange-join_malformed = 无法连接表 { $file }。请给它一个名称，并放在第一个文件旁边。
exchange-join_without_folder = 只有在命令行中才能读取旁边的 { $file }。请在命令行导入，或先合并各表。
exchange-key_empty = 此行的关键字为空。请填写，或不用关键字导入此行。
exchange-key_not_unique = { $path } 不能区分记录。请选择各记录互不相同的字段。
exchange-mapping_malformed = 无法读取映射：{ $why }。请更正后重试。
exchange-mapping_of_another = 此映射用于 { $other }，不适用于 { $wanted }。请另选一个。
exchange-nothing_mapped = 没有任何列被导入。请至少为一列选择字段。
exchange-record_changed = 导入期间该记录已被修改。请重新导入此行。
exchange-record_missing = 未找到关键字为 { $key } 的记录。请更正关键字，或允许新建记录。
exchange-reference_missing = 第 { $line } 行，{ $column } 列：未找到“{ $text }”。请更正，或先导入它。
exchange-replay_line_missing = 这一行没有为“{ $record }”带来明细行。此处也请略去这一行。
exchange-replay_made_nothing = { $verb } 没有生成 { $entity }。请在 makes 中写明它生成什么。
exchange-replay_malformed = 无法读取重放文件：{ $why }。请更正后重试。
exchange-replay_name_twice = 同一数据流中有两条记录都叫“{ $name }”。请为每条记录取不同的名称。
exchange-replay_name_unknown = 前面的步骤没有生成名为“{ $name }”的记录。请更正名称或步骤的次序。
exchange-replay_not_made = 记录“{ $name }”没有生成，因为它的步骤被略去了。请把这一步骤也略去。
exchange-replay_step_unclear = 步骤“{ $record }”没有说明要做什么。请新建或更改一条记录，或执行一条记录的操作，也可两者都做。
exchange-replay_without_day = 第 { $line } 行，“{ $column }”列：该步骤没有日期。请填写日期，或略去该步骤。
exchange-replay_without_steps = 数据流“{ $record }”没有步骤。请说明其中每件业务要经过什么。
exchange-row_forbidden = 您的权限不包括此记录。请联系管理员，或去掉此行。
exchange-run_not_over = 导入 { $run } 仍在进行。请等它结束。
exchange-several_found = “{ $text }”对应多条记录。请填写只属于一条记录的内容。
exchange-source_unclear = 映射必须指定列、模板或固定值之一。请更正。
exchange-update_without_key = 只有能用关键字找到现有记录时才能修改。请选择关键字。

# Calendar files
exchange-ical-in = 导入日历文件
exchange-ical-file = 文件
exchange-ical-taken = 新增 { $made } 个事件，更改 { $changed } 个，略去 { $left } 个。
exchange-ical-out = 将您的日历导出为文件
exchange-ical-out-what = 过去三个月和未来一年半，适用于任何日历程序。
exchange-ical-get = 下载
exchange-ical-feed = 从手机或其他程序订阅
exchange-ical-feed-what = 一个秘密地址，程序可凭此读取您的日历而无需登录。拥有该地址的人能看到您的事件，包括私人事件：请勿告诉他人。
exchange-ical-feed-since = 已有一个地址，创建于 { $day }。
exchange-ical-feed-make = 生成地址
exchange-ical-feed-anew = 重新生成，并停用此地址
exchange-ical-feed-end = 停用
exchange-ical-feed-gone = 此地址没有日历。请向提供者索取新地址。
exchange-ical-in-what = 文件（.ics）中的事件会进入您的日历，一次最多 { $limit } 个。以前导入过的会更新而不会重复。导入前您会先看到结果预览。
exchange-ical-look = 先预览
exchange-ical-would = 新增 { $made } · 更改 { $changed } · 无法识别 { $left }
exchange-ical-more = 还有 { $n } 个。
exchange-ical-outlook = 结果
exchange-ical-new = 新增
exchange-ical-changed = 更改
exchange-ical-left = 略去
exchange-ical-take = 导入
exchange-ical-take-rest = 导入其余
exchange-ical-other = 选择其他文件
exchange-ical-feed-address = 地址
exchange-ical-feed-once = 仅此时显示。请在离开本页前复制。
exchange-ical-feed-ended = 该地址已停用，使用它读取您日历的程序将不再获得内容。

exchange-not_a_calendar = 这不是日历文件。请选择以 .ics 结尾的文件。
exchange-calendar_too_large = 日历文件最大 { $limit } MB。请导出较短的时间段。
exchange-calendar_too_long = 日历文件最多 { $limit } 行。请导出较短的时间段。
exchange-calendar_too_many = 文件含 { $found } 个事件；一次最多导入 { $limit } 个。请导出较短的时间段。
exchange-calendar_empty = 文件中没有事件。请选择其他文件。
exchange-event_without_start = { $record } 没有开始时间。请更正，或略去无法识别的内容。
exchange-event_time = { $record }：“{ $value }”不是时间。请更正，或略去无法识别的内容。
exchange-event_zone = { $record }：没有时区 { $zone }。请更正，或略去无法识别的内容。
exchange-event_end = { $record } 结束早于开始，或持续超过一年。请更正，或略去无法识别的内容。
exchange-event_rule = { $record } 的重复规则无法识别：{ $fault }。请更正，或略去无法识别的内容。
exchange-event_rule_never = 没有日期符合 { $record } 的重复规则。请更正，或略去无法识别的内容。
exchange-reply_to_nothing = { $record } 所答复的日程不在您的日历中。请由邀请人导入。
exchange-reply_of_stranger = 此答复的地址不在 { $record } 的受邀人中。请先将其加入日程，或略去此答复。
exchange-calendar_too_deep = 该文件的嵌套超过 { $limit } 层。请重新导出。

# Address cards
exchange-cards-in = 导入名片
exchange-cards-what = 来自手机或其他程序的文件（.vcf），最多 { $limit } 张。导入前会先显示相似记录。
exchange-cards-file = 文件
exchange-cards-into = 导入为
exchange-cards-leads = 销售线索
exchange-cards-contacts = 联系人
exchange-cards-look = 先预览
exchange-cards-would = { $n } 张名片，导入为{ $what }。与已知记录相似的未选中。
exchange-cards-choose = 选择
exchange-cards-who = 姓名
exchange-cards-reach = 联系方式
exchange-cards-alike = 相似记录
exchange-cards-hidden = 您无权查看的记录
exchange-cards-other = 选择其他文件
exchange-cards-take = 导入所选
exchange-cards-taken = 新增 { $made } 条销售线索。
exchange-cards-taken-contacts = 新增 { $made } 位联系人和 { $organisations } 个组织。
exchange-cards_none_chosen = 未选择名片。请至少勾选一张。
exchange-cards_without_company = 没有线索可归属的公司。请先创建。
exchange-not_a_card = 该文件不含名片。请选择以 .vcf 结尾的文件。
exchange-cards_too_large = 名片文件最大 { $limit } MB。请减少数量或不含照片导出。
exchange-cards_too_long = 名片文件最多 { $limit } 行。请减少每次导出的数量。
exchange-cards_too_deep = 该文件的嵌套超过 { $limit } 层。请重新导出。
exchange-cards_too_many = 文件含 { $found } 张名片；一次最多导入 { $limit } 张。请减少数量。
exchange-bill-in = 导入电子发票
exchange-bill-what = 供应商的 UBL 2.1（EN 16931、Peppol）发票和贷项通知，每个文件最多 { $most } MB、{ $lines } 行。每份生成一张草稿并附原文件，不会记账。
exchange-bill-file = 文件
exchange-bill-as-it-says = 以发票内容为准
exchange-bill-take = 导入
exchange-bill-taken = { $bills } 份发票已生成草稿，{ $lines } 行中有 { $ordered } 行找到对应订单。
exchange-bill_files = 请选择发票文件，最多 { $most } 个。
exchange-bill_unreadable = 该文件不是可读取的 UBL 发票：{ $place }。请让供应商重新发送，或手工录入。
exchange-bill_too_large = 发票文件最大 { $most } MB。请索取不含图片的文件。
exchange-bill_too_long = 发票最多 { $most } 行。请要求分开开票，或手工录入。
exchange-bill_currency = 发票币种 { $currency } 未启用。请先添加该币种。
exchange-bill_decimals = 发票金额的小数位超过 { $currency } 允许的位数。请让供应商重新发送，或手工录入。
exchange-bill_of_other_company = 该发票开给 { $record }。请选择该公司，或以发票内容为准。
exchange-bill_company_unknown = 发票抬头为 { $name }，没有公司使用该税号。请选择公司。
exchange-bill_supplier_unknown = 没有税号为 { $number } 或名称为 { $name } 的供应商。请选择供应商，或先新建。
exchange-bill_supplier_several = 有多个供应商可能是 { $name }（{ $number }）。请选择其中一个。
exchange-bill_takes_off = 发票在同一税率下的扣减超过收费。请手工分别录入发票和贷项通知。
