## 与我们往来的组织和个人。

parties = 往来单位

# Party

parties-party = 往来单位
parties-party-plural = 往来单位
parties-party-code = 编码
parties-party-form = 类型
parties-party-form-organisation = 组织
parties-party-form-person = 个人
parties-party-name = 名称
parties-party-given_name = 名
parties-party-family_name = 姓
parties-party-category = 类别
parties-party-industry = 行业
parties-party-size = 规模
parties-party-size-1_10 = 1–10 人
parties-party-size-11_50 = 11–50 人
parties-party-size-51_200 = 51–200 人
parties-party-size-201_500 = 201–500 人
parties-party-size-501_1000 = 501–1000 人
parties-party-size-over_1000 = 1000 人以上
parties-party-parent = 上级单位
parties-party-country = 国家
parties-party-language = 语言
parties-party-language-en = English
parties-party-language-zh-CN = 简体中文
parties-party-language-es = Español
parties-party-website = 网站
parties-party-notes = 备注
parties-party-roles = 角色
parties-party-addresses = 地址
parties-party-emails = 电子邮箱
parties-party-phones = 电话号码
parties-party-email = 电子邮箱
parties-party-phone = 电话
parties-party-preferred_channel = 首选联系方式
parties-party-preferred_channel-email = 邮件
parties-party-preferred_channel-phone = 电话
parties-party-preferred_channel-message = 短信
parties-party-preferred_channel-letter = 信函
parties-party-preferred_channel-visit = 上门
parties-party-best_time = 合适时间
parties-party-do_not_contact = 请勿联系
parties-party-view-quiet = 请勿联系
parties-overview-unwanted = 不希望被联系
parties-party-tax_country = 税务国家
parties-party-tax_id = 税号
parties-party-currency = 币种
parties-party-credit_limit = 信用额度
parties-party-credit_status = 信用状态
parties-party-credit_status-ok = 正常
parties-party-credit_status-watch = 关注
parties-party-credit_status-hold = 暂缓
parties-party-credit_status-stop = 停止
parties-party-owner = 负责人
parties-party-team = 团队
parties-party-blocked_because = 冻结原因
parties-party-distinctions = 不同于
parties-party-is_customer = 客户
parties-party-is_supplier = 供应商
parties-party-state = 状态
parties-party-state-active = 有效
parties-party-state-blocked = 已冻结
parties-party-state-inactive = 停用
parties-party-section-roles = 角色
parties-party-section-contact = 联系方式
parties-party-section-money = 税务与信用
parties-party-section-care = 归属
parties-party-view-customers = 客户
parties-party-view-suppliers = 供应商
parties-party-view-people = 个人
parties-party-view-blocked = 已冻结
parties-party-op-activate = 启用
parties-party-op-block = 冻结
parties-party-op-deactivate = 停用
parties-party-op-transfer = 转移
parties-party-op-merge = 合并

# Role

parties-role = 角色
parties-role-plural = 角色
parties-role-role = 角色
parties-role-role-customer = 客户
parties-role-role-supplier = 供应商
parties-role-role-carrier = 承运商
parties-role-role-employee = 员工
parties-role-role-channel_partner = 渠道伙伴
parties-role-starts_on = 起始日期
parties-role-ends_on = 截止日期

# Address

parties-address = 地址
parties-address-plural = 地址
parties-address-purpose = 用途
parties-address-purpose-bill = 开票
parties-address-purpose-ship = 收货
parties-address-purpose-site = 现场
parties-address-purpose-store = 门店
parties-address-name = 名称
parties-address-street = 街道
parties-address-postal_code = 邮政编码
parties-address-city = 城市
parties-address-region = 省 / 州
parties-address-country = 国家
parties-address-latitude = 纬度（百万分之一度）
parties-address-longitude = 经度（百万分之一度）
parties-address-opening_hours = 营业时间
parties-address-visit_hours = 首选拜访时间
parties-address-is_primary = 主要

# E-mail address

parties-email-address = 电子邮箱
parties-email-address-plural = 电子邮箱
parties-email-address-address = 地址
parties-email-address-purpose = 用途
parties-email-address-purpose-work = 工作
parties-email-address-purpose-private = 私人
parties-email-address-purpose-mobile = 手机
parties-email-address-purpose-billing = 账单
parties-email-address-purpose-other = 其他
parties-email-address-is_primary = 主要
parties-email-address-is_invalid = 无效
parties-email-address-is_opted_out = 已退订

# Telephone number

parties-phone-number = 电话号码
parties-phone-number-plural = 电话号码
parties-phone-number-number = 号码
parties-phone-number-purpose = 用途
parties-phone-number-purpose-work = 工作
parties-phone-number-purpose-private = 私人
parties-phone-number-purpose-mobile = 手机
parties-phone-number-purpose-billing = 账单
parties-phone-number-purpose-other = 其他
parties-phone-number-is_primary = 主要
parties-phone-number-is_invalid = 无效
parties-phone-number-is_opted_out = 已退订
parties-phone-number-is_as_typed = 按输入保存

# Distinction

parties-distinction = 区别说明
parties-distinction-plural = 区别说明
parties-distinction-other = 另一方

# Affiliation

parties-affiliation = 任职关系
parties-affiliation-plural = 任职关系
parties-affiliation-person = 个人
parties-affiliation-organisation = 组织
parties-affiliation-role = 职务
parties-affiliation-reports_to = 上级
parties-affiliation-buying_role = 采购角色
parties-affiliation-buying_role-decision_maker = 决策者
parties-affiliation-buying_role-evaluator = 评估者
parties-affiliation-buying_role-influencer = 影响者
parties-affiliation-buying_role-user = 使用者
parties-affiliation-buying_role-blocker = 反对者
parties-affiliation-attitude = 态度
parties-affiliation-attitude-champion = 支持者
parties-affiliation-attitude-friendly = 友好
parties-affiliation-attitude-neutral = 中立
parties-affiliation-attitude-opposed = 反对
parties-affiliation-starts_on = 起始日期
parties-affiliation-ends_on = 截止日期
parties-affiliation-is_active = 有效
parties-affiliation-notes = 备注
parties-affiliation-section-selling = 销售
parties-affiliation-section-time = 时间
parties-affiliation-view-now = 当前有效

# Ownership

parties-ownership = 归属记录
parties-ownership-plural = 归属历史
parties-ownership-party = 往来单位
parties-ownership-owner = 负责人
parties-ownership-team = 团队
parties-ownership-starts_on = 起始日期
parties-ownership-ends_on = 截止日期

# Merge

parties-merge = 合并
parties-merge-plural = 合并记录
parties-merge-title = 记录
parties-merge-survivor = 保留的记录
parties-merge-merged = 被合并的记录
parties-merge-undone_at = 撤销时间
parties-merge-moved = 移动内容
parties-merge-state = 状态
parties-merge-state-merged = 已合并
parties-merge-state-undone = 已撤销
parties-merge-op-undo = 撤销
parties-merged = 被合并的记录
parties-merged-plural = 被合并的记录
parties-merged-party = 记录

# Category and industry

parties-category = 类别
parties-category-plural = 类别
parties-category-code = 编码
parties-category-name = 名称
parties-industry = 行业
parties-industry-plural = 行业
parties-industry-code = 编码
parties-industry-name = 名称

# Refusals: what happened, to which record, what to do next.

parties-looks_like = 这与 { $candidates } 相似。请打开该记录；若确为另一方，请将其加入“不同于”。
parties-parent_of_person = 只有组织才能隶属于组织。请选择一个组织，或为个人登记任职关系。
parties-parent_in_a_circle = { $record } 将成为自己的上级。请选择不在其下级的组织。
parties-tax_country_missing = 税号需要所属国家。请选择发放税号的国家。
parties-tax_check_digit = { $value } 不是 { $country } 的有效税号：校验位不符。请与原件核对。
parties-tax_malformed = { $value } 不符合 { $country } 税号的格式。请与原件核对。
parties-credit_limit_negative = 信用额度不能为负数。请更正，或留空表示不限。
parties-credit_limit_currency = 信用额度需要币种。请选择币种。
parties-ends_before_start = 结束日期早于开始日期。请更正其中一个日期。
parties-not_on_earth = 该坐标不在地球上。纬度不超过 90 度，经度不超过 180 度。
parties-affiliation_person = 只有个人才能任职。请选择个人。
parties-affiliation_organisation = 个人只能任职于组织。请选择组织。
parties-reports_in_a_circle = 此人将成为自己的下级。请选择不向其汇报的人。
parties-merge_two_to_nine = 一次可合并两至九条不同的记录。请重新选择。
parties-merge_unlike = 个人与组织不能合并。请选择同一类型的记录。
parties-merge_field_unknown = 合并时不能选择该字段。请去掉该选择。
parties-already_merged = { $record } 已被合并或归档。请查看记录 { $survivor } 后重新选择。
parties-undo_too_late = 合并可在 { $days } 天内撤销，此次已超期。请新建记录。
parties-undo_changed_since = 合并后 { $what } 已被更改。请先恢复，或新建记录。
parties-party-op-block-reason = 原因
parties-party-op-merge-other = 合并对象
parties-party-op-transfer-also_children = 包括下级往来单位
parties-party-op-transfer-owner = 新负责人
parties-party-op-transfer-team = 新团队
parties-alike-tax = 税号相同
parties-alike-email = 邮箱相同
parties-alike-phone = 电话相同
parties-alike-name = 名称相同
parties-alike-email_like = 邮箱几乎相同
parties-alike-phone_tail = 电话尾号相同
parties-alike-domain = 邮箱域名相同
parties-alike-name_like = 名称相近

parties-party-op-erase = 清除个人数据
parties-party-op-erase-code = 输入此人编码以确认
parties-erase_code = 清除无法撤销。请输入编码 { $code } 以确认。

parties-follow_merge = 移动合并的其余部分

# The customer's page
parties-page-overview = 总览
parties-page-story = 时间线
parties-story-narrow = 筛选
parties-story-all = 全部
parties-story-everybody = 所有人
parties-story-mine = 仅我的
parties-story-by = 属于谁
parties-panel-activities = 活动
parties-panel-documents = 文件
parties-story-note = 备注
parties-story-call = 电话
parties-story-meeting = 会议
parties-story-mail = 邮件
parties-story-task = 任务
parties-story-file = 文件
parties-story-document = 单据
parties-story-ticket = 工单
parties-story-said = 消息
parties-story-said-customer = 客户留言
parties-story-said-us = 我方回复
parties-story-said-note = 内部备注
parties-story-nothing = 暂无记录。
parties-story-program = 系统
parties-story-whole = 全部（含联系人和单据）
parties-page-card = 导出名片 (.vcf)
parties-panel-contacts = 联系人
parties-panel-group = 集团
parties-overview-timeline = 时间线
parties-overview-record = 编辑
parties-overview-offer = 报价
parties-overview-order = 订单
parties-overview-belongs = 隶属于
parties-overview-contract = 合同
