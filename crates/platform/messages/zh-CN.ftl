## 系统管理以及各模块共用的部分。

platform = 系统管理

## 存储层的拒绝信息：发生了什么、涉及哪条记录、接下来怎么做。

store-too_much_at_once = 一次超过 { $rows } 行。请分批处理，或作为后台任务执行。
store-reads_too_long = 读取用时过长。请缩小筛选范围或期间，或改为导出。
store-wrong_state = { $record } 当前状态为 { $state }，现在不能这样做。请刷新后查看可用的操作。
store-posted_row = 已过账的记录不可更改。请过账一笔注明原分录的更正。
store-not_unique = 已有其他记录使用此{ $field }。请换一个值，或打开那条记录。
store-reference_gone = 仍有其他记录引用此记录，或它所引用的记录已不存在。请刷新，并改为归档而不是删除。
store-destroy_live = { $record } 尚未归档。请先归档，再永久删除。
store-destroy_in_use = { $record } 仍被 { $dependants } 引用。请先移除这些引用，或保持归档。
store-reference_unknown = { $field }：不存在记录 { $id }。请从列表中选择。
store-foreign_line = { $field }：行 { $line } 属于另一张单据。请刷新本单据后重新修改。
store-required = { $field }为空。请填写。
store-not_a_choice = { $field }：“{ $value }”不在可选项中。请从列表中选择。
store-not_a_date = { $field }：“{ $value }”不是日期。请写成 2026-11-21 的形式。
store-not_yes_or_no = { $field }：“{ $value }”既不是“是”也不是“否”。请选择其一。
store-not_an_email = { $field }：“{ $value }”不是电子邮件地址。请写成 name@company.example 的形式。
store-not_a_web_address = { $field }：“{ $value }”不是网址。请以 https:// 开头。
store-out_of_range = { $field }：{ $value } 超出可存储的范围。请核对数字。
store-wrong_kind = { $field }：“{ $value }”不适合此字段。请输入正确类型的值。
store-too_long = { $field }有 { $length } 个字符，最多 { $max } 个。请缩短。
store-control_character = { $field }含有不可见字符。请重新键入，不要粘贴。
store-not_editable = { $record } 已不是草稿，不能再编辑。请使用其操作，例如冲销或重新打开。
store-archived = { $record } 已归档。请先恢复再修改。
store-cursor_unknown = 找不到列表的这一页。请从第一页重新开始。
store-field_locked = 您不能更改{ $field }。请联系拥有相应角色的同事。
store-field_not_yours_to_set = { $field }由程序填写。请不要填写。
store-field_unknown = 没有字段 { $field }。请核对名称。
store-filter_comparison_missing = 筛选条件在 { $at } 处缺少比较符。请写上 = 或 > 等。
store-filter_mistyped = 筛选条件把 { $name } 与“{ $value }”比较，类型不符。请写出同类的值。
store-filter_name_missing = 筛选条件在 { $at } 处缺少字段名。请补上。
store-filter_not_searched = { $name } 没有可搜索的文字。请用 = 或其他比较符。
store-filter_quote_open = 筛选条件在 { $at } 处的引号没有闭合。请补上引号。
store-filter_too_deep = 筛选条件在 { $at } 处嵌套过深。请减少括号。
store-filter_too_long = 筛选条件过长。请缩短，或拆成几个列表。
store-filter_too_many = 筛选条件过多。请去掉一些。
store-filter_unexpected = 无法读懂筛选条件的 { $at } 处。请检查该处的词。
store-filter_unknown_name = 筛选条件中的 { $name } 不在此列表中。请核对名称。
store-filter_value_missing = 筛选条件在 { $at } 处缺少值。请补上。
store-group_unknown_name = 此列表不能按 { $name } 分组。请选择其他字段。
store-sort_not_indexed = 行数过多，不能按此字段排序。请先筛选，或按其他字段排序。
store-sort_unknown_name = 此列表没有可排序的字段 { $name }。请选择其他字段。
store-sum_too_large = 合计过大，无法精确保存。请缩小筛选范围。
store-no_custom_fields = { $name }：此类记录不能添加自定义字段。请选择其他类型。
store-custom_field_name = { $name } 不能作字段名。请写 x_ 加小写字母、数字或单个下划线。
store-custom_field_taken = 已有字段 { $name }。请换一个名称。
store-custom_field_kind = { $name }：自定义字段不能存放此类内容。请选择文本、数字、日期或是否。
store-too_many_custom_fields = 此类记录已有 { $most } 个自定义字段。请用其中之一存放 { $name }。
store-not_translated = { $field } 没有其他语言的文本。请直接修改该字段。
store-not_a_language = { $field }：这不是语言代码。请写成 es 或 zh-CN。
store-external_key_taken = { $system } 的键 { $key } 已对应另一条记录。请检查文件中是否有重复的键。
store-backup_damaged = 此备份不可靠：{ $table } 已损坏或被改动。请使用其他备份。
store-place_taken = { $place } 已有内容。请选择空的位置。
store-name_too_long = 名称 { $place } 太长。请换一个短的。

## 数字、日期和键的拒绝信息。

base-figure_too_large = 数字过大，无法精确保存。请核对金额。
base-number_missing = 缺少数字。请输入。
base-number_malformed = 这不是数字。请只用数字和一个小数点。
base-number_has_too_many_decimals = 小数位过多：只保留 { $decimals } 位。请四舍五入。
base-number_has_too_many_digits = 数字位数过多。请缩短。
base-number_too_large = 数字过大。请核对。
base-number_not_positive = 数字必须大于零。请核对。
base-date_malformed = 这不是日期。请写成 2026-11-21 的形式。
base-instant_malformed = 这不是时刻。请写成 2026-11-21T09:30:00Z 的形式。
base-id_malformed = 这不是记录编号。请从列表中选择记录。
base-key_malformed = 这不是 32 位十六进制的键。请重新复制。
base-time_zone_unknown = 没有时区 { $zone }。请选择例如 Asia/Shanghai 的时区。

## 平台的拒绝信息。

platform-time_zone_unknown = 没有时区“{ $value }”。请选择例如 Asia/Shanghai 的时区。
platform-manager_in_a_circle = { $record } 会成为自己的上级。请选择不向其汇报的主管。
platform-team_in_a_circle = { $record } 会位于自身之上。请选择不在其下级的团队。
platform-named_twice = 此行与前面某行相同。请删除其中一行。
platform-entity_unknown = 没有“{ $value }”这种记录。请从列表中选择。
platform-field_unknown = { $entity } 没有字段“{ $value }”。请从列表中选择。
platform-company_currency_fixed = { $record } 已有单据，币种不能更改。如需其他币种，请新建公司。
platform-currency_code = 币种代码为三个大写字母，例如 CNY。请更正。
platform-currency_exponent = 币种的小数位数为 0 到 4。请更正。
platform-currency_exponent_fixed = 金额已按 { $value } 位小数保存，位数不能更改。请另加币种。
platform-country_code = 国家代码为两个大写字母，例如 CN。请更正。
platform-view_without_team = 团队视图需要指定团队。请选择团队，或只供自己使用。
platform-no_custom_fields = “{ $value }”不能添加自定义字段。请选择其他类型的记录。
platform-custom_field_name = 名称以 x_ 开头，其后为小写字母、数字和下划线。请更正。
platform-custom_field_fixed = 字段建立后，名称和类型不能更改。请另加字段。
platform-too_many_custom_fields = 自定义字段最多 { $most } 个。归档不会腾出位置，请改用已有字段。
platform-module_unknown = 没有模块“{ $value }”。请从列表中选择。
platform-module_always_on = { $record } 是其他模块的基础，必须启用。请关闭其他模块。
platform-module_needs = { $record } 需要已关闭的 { $modules }。请先启用后者。
platform-module_needed = { $modules } 需要 { $record }。请先关闭前者。
platform-share_with_nobody = 没有可与之共享 { $record } 的对象。请选择用户或团队。
platform-currency_unknown = 没有币种 { $value }。请按代码选择，例如 CNY。
platform-country_unknown = 没有国家 { $value }。请按代码选择，例如 CN。
platform-password_short = 密码少于 { $least } 个字符。请选择更长的密码，例如一句话。
platform-password_long = 密码超过 { $most } 个字符。请选择更短的密码。
platform-password_contains_login = 密码包含登录名。请换一个。
platform-password_common = 此密码属于最常被猜的密码。请换一个，例如一句话。
platform-login_not_an_email = “{ $value }”不是电子邮件地址。请写成 name@company.example 的形式。
platform-login_taken = { $value } 已可登录。请换一个地址，或为此人设置新密码。
platform-totp_wrong = 验证码不符。请等待下一个验证码再输入。
platform-set_name = “{ $value }”不能用于网址。请用 2 到 40 个小写字母、数字和连字符，并以字母开头。
platform-set_name_taken = 名称 { $value } 已被占用。请换一个。
platform-set_unknown = 没有账套 { $value }。请从列表中选择。
platform-token_scope = “{ $value }”不是权限。请写成 sales.order:read 的形式，每行一个。
platform-token_for_another = 令牌代表其用户操作，而您无权更改用户。请为自己创建。
platform-token_by_token = 令牌不能创建令牌。请登录后创建。
platform-view_for_everybody = 面向所有人的视图由管理员维护。请共享给团队，或联系管理员。
platform-mention_cannot_see = { $value } 无权查看此记录。请先共享，或去掉此人。
platform-file_too_large = 文件大于 { $most } MB。请缩小或拆分。
platform-file_empty = 文件为空。请选择其他文件。
platform-file_gone = 文件未完整接收。请重新上传。
platform-file_type = 文件与其声明的类型（{ $value }）不符，或是程序。请以其自身格式保存后上传。
platform-job_alive = 另一个 { $record } 正在进行。请等待其结束。
platform-role_unknown = 没有角色 { $value }。请按代码选择，例如 sales。

## 用户。

platform-user = 用户
platform-user-plural = 用户
platform-user-name = 姓名
platform-user-login = 登录邮箱
platform-user-language = 语言
platform-user-language-en = English
platform-user-language-zh-CN = 简体中文
platform-user-language-es = Español
platform-user-region = 日期和数字格式
platform-user-region-en = 按英语习惯
platform-user-region-zh-CN = 按中文习惯
platform-user-region-es = 按西班牙语习惯
platform-user-zone = 时区
platform-user-density = 行高
platform-user-density-compact = 紧凑
platform-user-density-default = 默认
platform-user-density-cozy = 宽松
platform-user-theme = 主题
platform-user-theme-system = 跟随设备
platform-user-theme-light = 浅色
platform-user-theme-dark = 深色
platform-user-team = 团队
platform-user-manager = 主管
platform-user-roles = 角色
platform-user-companies = 公司
platform-user-active = 启用

platform-user-role = 用户角色
platform-user-role-plural = 用户角色
platform-user-role-role = 角色

platform-user-company = 用户所属公司
platform-user-company-plural = 用户所属公司
platform-user-company-company = 公司

## 团队和角色。

platform-team = 团队
platform-team-plural = 团队
platform-team-name = 名称
platform-team-parent = 上级团队
platform-team-leader = 负责人

platform-role = 角色
platform-role-plural = 角色
platform-role-name = 名称
platform-role-code = 代码
platform-role-grants = 权限
platform-role-fields = 字段权限

platform-role-grant = 权限
platform-role-grant-plural = 权限
platform-role-grant-entity = 记录
platform-role-grant-action = 操作
platform-role-grant-scope = 范围
platform-role-grant-scope-none = 无
platform-role-grant-scope-own = 本人
platform-role-grant-scope-team = 团队
platform-role-grant-scope-subtree = 本人及下级
platform-role-grant-scope-company = 公司
platform-role-grant-scope-all = 全部

platform-role-field = 字段权限
platform-role-field-plural = 字段权限
platform-role-field-entity = 记录
platform-role-field-field = 字段
platform-role-field-may_read = 可查看
platform-role-field-may_edit = 可编辑

## 公司、币种、国家。

platform-company = 公司
platform-company-plural = 公司
platform-company-name = 名称
platform-company-code = 代码
platform-company-currency = 币种
platform-company-country = 国家
platform-company-address = 地址
platform-company-logo = 徽标
platform-company-tax_id = 税号
platform-company-phone = 电话
platform-company-email = 电子邮件
platform-company-website = 网站
platform-company-legal_notice = 页脚的法定信息
platform-print-tax-number = 税号 { $number }
platform-logo_of_another_record = 此文件属于另一条记录。请先将图片附加到公司，再选作徽标。
platform-logo_no_picture = 徽标须为 PNG 或 JPEG 图片。请将图片附加到公司后在此选择。
platform-logo_too_large = 徽标会进入每份单据，因此不得超过 1 MB。请附加较小的图片。

platform-currency = 币种
platform-currency-plural = 币种
platform-currency-code = 代码
platform-currency-name = 名称
platform-currency-exponent = 小数位数

platform-country = 国家和地区
platform-country-plural = 国家和地区
platform-country-name = 名称
platform-country-code = 代码

## 视图、设置、自定义字段、模块、标签。

platform-saved-view = 已存视图
platform-saved-view-plural = 已存视图
platform-saved-view-name = 名称
platform-saved-view-entity = 列表
platform-saved-view-query = 筛选和列
platform-saved-view-owner = 所有者
platform-saved-view-team = 团队
platform-saved-view-shared = 共享给
platform-saved-view-shared-private = 仅自己
platform-saved-view-shared-team = 团队
platform-saved-view-shared-public = 所有人
platform-saved-view-position = 位置

platform-setting = 设置
platform-setting-plural = 设置
platform-setting-setting = 设置项
platform-setting-value = 值

platform-custom-field = 自定义字段
platform-custom-field-plural = 自定义字段
platform-custom-field-label = 标签
platform-custom-field-entity = 记录
platform-custom-field-name = 技术名称
platform-custom-field-holds = 类型
platform-custom-field-holds-text = 文本
platform-custom-field-holds-long_text = 长文本
platform-custom-field-holds-integer = 整数
platform-custom-field-holds-quantity = 小数
platform-custom-field-holds-yes_no = 是或否
platform-custom-field-holds-date = 日期
platform-custom-field-holds-email = 电子邮件
platform-custom-field-holds-phone = 电话
platform-custom-field-holds-url = 网址
platform-custom-field-position = 位置
platform-custom-field-ready = 就绪

platform-module-state = 模块
platform-module-state-plural = 模块
platform-module-state-module = 模块
platform-module-state-enabled = 启用

platform-tag = 标签
platform-tag-plural = 标签
platform-tag-name = 名称
platform-tag-colour = 颜色
platform-tag-colour-neutral = 灰色
platform-tag-colour-blue = 蓝色
platform-tag-colour-violet = 紫色
platform-tag-colour-teal = 青色
platform-tag-colour-green = 绿色
platform-tag-colour-amber = 琥珀色
platform-tag-colour-red = 红色

## 附件。

platform-attachment = 附件
platform-attachment-plural = 附件
platform-attachment-name = 文件名
platform-attachment-media_type = 文件类型
platform-attachment-size = 大小
platform-attachment-content = 指纹
platform-attachment-host_kind = 记录类型
platform-attachment-host = 记录
platform-attachment-owner = 所有者

## 令牌。

platform-token = 令牌
platform-token-plural = 令牌
platform-token-label = 标签
platform-token-owner = 代表用户
platform-token-scopes = 限于
platform-token-fingerprint = 指纹
platform-token-used_at = 上次使用
platform-token-expires_at = 到期

## 备注、活动、通知、任务。

platform-note = 备注
platform-note-plural = 备注
platform-note-body = 内容
platform-note-host_kind = 记录类型
platform-note-host = 记录
platform-note-owner = 作者

platform-activity = 活动
platform-activity-plural = 活动
platform-activity-title = 事项
platform-activity-activity = 类型
platform-activity-activity-task = 任务
platform-activity-activity-call = 电话
platform-activity-activity-meeting = 会议
platform-activity-activity-email = 邮件
platform-activity-activity-deadline = 截止日
platform-activity-due_on = 到期
platform-activity-owner = 负责人
platform-activity-team = 团队
platform-activity-description = 说明
platform-activity-host_kind = 记录类型
platform-activity-host = 记录
platform-activity-done_at = 完成时间
platform-activity-state = 状态
platform-activity-state-open = 待办
platform-activity-state-done = 已完成
platform-activity-state-cancelled = 已取消
platform-activity-op-finish = 完成
platform-activity-op-cancel = 取消
platform-activity-op-reopen = 重新打开
platform-activity-view-open = 待办

platform-notification = 通知
platform-notification-plural = 通知
platform-notification-text = 内容
platform-notification-topic = 主题
platform-notification-topic-mention = 提及
platform-notification-topic-task = 活动
platform-notification-topic-share = 共享
platform-notification-topic-job = 后台任务
platform-notification-topic-warning = 警告
platform-notification-owner = 接收人
platform-notification-cause = 来自
platform-notification-host_kind = 记录类型
platform-notification-host = 记录
platform-notification-seen_at = 已读时间

platform-job = 后台任务
platform-job-plural = 后台任务
platform-job-task = 任务
platform-job-key = 对象
platform-job-alive = 存活
platform-job-input = 输入
platform-job-cursor = 位置
platform-job-progress = 进度
platform-job-total = 总数
platform-job-attempts = 尝试次数
platform-job-due_at = 不早于
platform-job-holder = 执行者
platform-job-lease_until = 执行期限
platform-job-error = 错误
platform-job-owner = 发起人
platform-job-state = 状态
platform-job-state-waiting = 等待
platform-job-state-running = 运行中
platform-job-state-done = 已完成
platform-job-state-failed = 失败
platform-job-state-cancelled = 已取消
platform-job-op-cancel = 取消
platform-job-op-retry = 重试
platform-company-zone = 时区
platform-bulk-change = 批量更改
platform-bulk-change-plural = 批量更改
platform-bulk-change-title = 内容
platform-bulk-change-entity = 列表
platform-bulk-change-verb = 更改
platform-bulk-change-verb-edit = 已编辑
platform-bulk-change-verb-archive = 已归档
platform-bulk-change-verb-restore = 已恢复
platform-bulk-change-records = 记录数
platform-bulk-change-owner = 操作人
platform-bulk-change-undone_at = 撤销时间
platform-bulk-change-touched = 更改的记录
platform-bulk-change-kept = 之后被更改
platform-bulk-change-state = 状态
platform-bulk-change-state-done = 已完成
platform-bulk-change-state-undone = 已撤销
platform-bulk-change-op-undo = 撤销
platform-custom-field-holds-percent = 百分比
platform-custom-field-holds-choice = 选项
platform-custom-field-holds-reference = 其他记录
platform-custom-field-target = 指向
platform-custom-field-needed = 必填
platform-custom-field-section = 标题分组
platform-custom-field-english = 英文
platform-custom-field-chinese = 中文
platform-custom-field-spanish = 西班牙文
platform-custom-field-section-languages = 各语言名称
platform-custom-field-options = 选项
platform-custom-option = 选项
platform-custom-option-plural = 选项
platform-custom-option-code = 存储为
platform-custom-option-label = 名称
platform-custom-option-english = 英文
platform-custom-option-chinese = 中文
platform-custom-option-spanish = 西班牙文
platform-custom_option_twice = 两个选项存储相同。为每个选项设置不同的存储值。
platform-custom_options_missing = 选项字段需要选项。至少添加一行。
platform-custom_options_unused = 只有“选项”类型有选项。删除这些行，或选择“选项”类型。
platform-custom_option_fixed = 记录中可能已使用将被删除的选项。改名，或添加新选项。
platform-custom_target_missing = 指向其他记录的字段需要指明类型。选择一种。
platform-custom_target_unused = 只有“其他记录”类型才有指向。清空该字段。

platform-key_malformed = 安装密钥不是 64 位十六进制数字。请更正 FONDACO_KEY 或文件 installation.key。
platform-key_missing = 此服务器没有用于锁定第二因素的密钥。请设置 FONDACO_KEY（64 位十六进制数字，保存在数据库之外）后启动。
platform-set_in_use = 仍有程序打开着 { $value }，它继续提供服务。请结束使用它的程序后重试。
platform-move_to_itself = 账套已在该处。请选择其他文件夹或数据库。
platform-user-shortcuts = 单字母快捷键
