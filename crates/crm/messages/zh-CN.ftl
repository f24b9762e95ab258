## Winning customers: leads, opportunities, forecasts and consent.

crm = 客户关系

# Lead

crm-lead = 销售线索
crm-lead-plural = 销售线索
crm-lead-view-queue = 待分配
crm-lead-view-mine = 我的线索
crm-lead-view-nurturing = 培育中
crm-lead-view-converted = 已转化
crm-lead-number = 编号
crm-lead-name = 名称
crm-lead-given_name = 名
crm-lead-family_name = 姓
crm-lead-organisation = 组织
crm-lead-job_title = 职务
crm-lead-interest = 需求说明
crm-lead-section-contact = 联系方式
crm-lead-emails = 电子邮箱
crm-lead-phones = 电话号码
crm-lead-email = 主要邮箱
crm-lead-phone = 主要电话
crm-lead-website = 网站
crm-lead-street = 街道
crm-lead-postal_code = 邮政编码
crm-lead-city = 城市
crm-lead-region = 地区
crm-lead-country = 国家/地区
crm-lead-language = 语言
crm-lead-language-en = 英语
crm-lead-language-zh-CN = 中文
crm-lead-language-es = 西班牙语
crm-lead-section-firm = 组织情况
crm-lead-industry = 行业
crm-lead-size = 人员规模
crm-lead-size-1_10 = 1–10
crm-lead-size-11_50 = 11–50
crm-lead-size-51_200 = 51–200
crm-lead-size-201_500 = 201–500
crm-lead-size-501_1000 = 501–1,000
crm-lead-size-over_1000 = 1,000 以上
crm-lead-section-origin = 来源
crm-lead-channel = 渠道
crm-lead-channel-by_hand = 手工录入
crm-lead-channel-web_form = 网页表单
crm-lead-channel-email = 电子邮件
crm-lead-channel-call = 电话
crm-lead-channel-chat = 在线聊天
crm-lead-channel-event = 活动
crm-lead-channel-card = 名片
crm-lead-channel-import = 导入
crm-lead-channel-program = 其他程序
crm-lead-source = 来源
crm-lead-utm_source = 活动：站点
crm-lead-utm_medium = 活动：媒介
crm-lead-utm_campaign = 活动
crm-lead-utm_term = 活动：搜索词
crm-lead-utm_content = 活动：广告
crm-lead-landing_page = 到达页面
crm-lead-section-care = 跟进
crm-lead-owner = 负责人
crm-lead-team = 团队
crm-lead-company = 公司
crm-lead-resume_on = 恢复跟进日期
crm-lead-attempts = 跟进次数
crm-lead-loss_reason = 无效原因
crm-lead-loss_note = 说明
crm-lead-worked_at = 首次跟进时间
crm-lead-state = 状态
crm-lead-state-new = 新线索
crm-lead-state-working = 跟进中
crm-lead-state-nurturing = 培育中
crm-lead-state-qualified = 合格
crm-lead-state-converted = 已转化
crm-lead-state-disqualified = 无效
crm-lead-op-work = 开始跟进
crm-lead-op-qualify = 判定合格
crm-lead-op-nurture = 暂缓培育
crm-lead-op-nurture-resume_on = 恢复跟进日期
crm-lead-op-resume = 恢复跟进
crm-lead-op-disqualify = 判定无效
crm-lead-op-disqualify-reason = 原因
crm-lead-op-disqualify-note = 说明
crm-lead-op-reopen = 重新打开
crm-lead-op-assign = 按规则分配
crm-lead-op-hand_over = 移交
crm-lead-op-hand_over-owner = 新负责人
crm-lead-op-hand_over-team = 新团队
crm-lead-email-address = 线索邮箱
crm-lead-email-address-plural = 线索邮箱
crm-lead-email-address-address = 地址
crm-lead-email-address-purpose = 用途
crm-lead-email-address-purpose-work = 工作
crm-lead-email-address-purpose-private = 私人
crm-lead-email-address-purpose-mobile = 移动
crm-lead-email-address-purpose-billing = 账单
crm-lead-email-address-purpose-other = 其他
crm-lead-email-address-is_primary = 主要
crm-lead-phone-number = 线索电话
crm-lead-phone-number-plural = 线索电话
crm-lead-phone-number-number = 号码
crm-lead-phone-number-purpose = 用途
crm-lead-phone-number-purpose-work = 工作
crm-lead-phone-number-purpose-private = 私人
crm-lead-phone-number-purpose-mobile = 移动
crm-lead-phone-number-purpose-billing = 账单
crm-lead-phone-number-purpose-other = 其他
crm-lead-phone-number-is_primary = 主要
crm-lead-phone-number-is_as_typed = 未识别为号码

# Sources, reasons, competitors

crm-source = 来源
crm-source-plural = 来源
crm-source-code = 代码
crm-source-name = 名称
crm-source-is_active = 启用
crm-loss-reason = 失败原因
crm-loss-reason-plural = 失败原因
crm-loss-reason-code = 代码
crm-loss-reason-name = 名称
crm-loss-reason-applies = 适用于
crm-loss-reason-applies-both = 线索和商机
crm-loss-reason-applies-leads = 线索
crm-loss-reason-applies-opportunities = 商机
crm-loss-reason-needs_competitor = 须填竞争对手
crm-competitor = 竞争对手
crm-competitor-plural = 竞争对手
crm-competitor-name = 名称
crm-competitor-website = 网站
crm-competitor-strengths = 优势
crm-competitor-weaknesses = 劣势

# Giving out leads

crm-assignment-rule = 分配规则
crm-assignment-rule-plural = 分配规则
crm-assignment-rule-name = 名称
crm-assignment-rule-place = 顺序
crm-assignment-rule-leads = 适用线索
crm-assignment-rule-distribution = 分配方式
crm-assignment-rule-distribution-round_robin = 轮流
crm-assignment-rule-distribution-least_load = 给手头最少的人
crm-assignment-rule-distribution-weighted = 按权重
crm-assignment-rule-team = 团队
crm-assignment-rule-told = 无人可接手时通知
crm-assignment-rule-members = 成员
crm-assignment-rule-is_active = 启用
crm-assignment-member = 分配规则成员
crm-assignment-member-plural = 分配规则成员
crm-assignment-member-member = 用户
crm-assignment-member-weight = 权重
crm-assignment-member-most_per_day = 每日上限
crm-assignment-member-most_open = 同时上限
crm-assignment-member-away_until = 缺席至
crm-assignment = 线索分配
crm-assignment-plural = 线索分配
crm-assignment-lead = 线索
crm-assignment-owner = 分配给
crm-assignment-because = 依据
crm-assignment-because-rule = 规则匹配
crm-assignment-because-known_customer = 客户已有负责人
crm-assignment-because-nobody_eligible = 无人可接手
crm-assignment-because-no_rule = 无匹配规则
crm-assignment-by_rule = 规则
crm-assignment-customer = 客户
crm-assignment-candidates = 候选人
crm-assignment-candidate = 线索候选人
crm-assignment-candidate-plural = 线索候选人
crm-assignment-candidate-candidate = 用户
crm-assignment-candidate-verdict = 结论
crm-assignment-candidate-verdict-eligible = 可接手
crm-assignment-candidate-verdict-inactive = 已停用
crm-assignment-candidate-verdict-away = 缺席
crm-assignment-candidate-verdict-day_full = 今日已满
crm-assignment-candidate-verdict-too_much_open = 手头已满
crm-assignment-candidate-today = 24 小时内已分配
crm-assignment-candidate-at_work = 手头线索

# Background work

crm-leads = 分配线索

# Why two look alike

crm-alike-tax = 税号相同
crm-alike-email = 邮箱相同
crm-alike-phone = 电话相同
crm-alike-name = 名称相同
crm-alike-email_like = 邮箱几乎相同
crm-alike-phone_tail = 电话尾号相同
crm-alike-domain = 邮箱域名相同
crm-alike-name_like = 名称相近

# Refusals: what happened, to which record, what to do next.

crm-lead_without_name = 线索须有联系人或组织。请填写名称。
crm-resume_in_the_past = { $day } 不在今天之后。请选择今天以后的日期。
crm-owner_inactive = { $record } 已停用。请选择在用的用户。
crm-reason_for_something_else = “{ $record }”不适用于此处。请选择其他原因。
crm-weight_not_positive = 权重须至少为 1。请更正。
crm-limit_not_positive = 上限须至少为 1。请更正，或留空表示不限。
crm-member_twice = 该用户已是成员。请删除重复行。
