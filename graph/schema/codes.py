"""The closed code lists, each value with its label in Thai and English."""

from __future__ import annotations

from collections.abc import Iterable

from graph.schema.model import Code
from graph.texts import Label


def _codes(*rows: tuple[str, ...]) -> tuple[Code, ...]:
    """Make a list of rows: the value, its label in Thai and English, then further words for it."""
    return tuple(Code(value, Label(th, en), tuple(also)) for value, th, en, *also in rows)


def labels(codes: Iterable[Code]) -> dict[str, Label]:
    """Map the values of a code list to what they are called."""
    return {code.value: code.label for code in codes}


VISIBILITY = _codes(
    ("public", "สาธารณะ", "public"),
    ("internal", "ภายใน", "internal"),
    ("restricted", "จำกัดการเข้าถึง", "restricted"),
)
CONFIDENCE = _codes(("high", "สูง", "high"), ("medium", "ปานกลาง", "medium"), ("low", "ต่ำ", "low"))
PLAN_FIELD = _codes(
    ("trade_investment", "การค้าการลงทุน", "trade and investment"),
    ("tourism", "การท่องเที่ยว", "tourism"),
    ("culture", "วัฒนธรรม", "culture"),
    ("education", "การศึกษา", "education"),
    ("citizenship", "ความเป็นพลเมือง", "citizenship"),
    ("sustainable_development", "การพัฒนาที่ยั่งยืน", "sustainable development"),
    ("climate", "การเปลี่ยนแปลงสภาพภูมิอากาศ", "climate"),
    ("connectivity", "ความเชื่อมโยง", "connectivity"),
    ("organization", "องค์กรและบุคลากร", "organization and staff"),
)
CITY_LEVEL = _codes(
    ("city", "เมือง", "city"),
    ("prefecture", "จังหวัด (ญี่ปุ่น)", "prefecture"),
    ("province", "จังหวัดหรือมณฑล", "province"),
    ("special_city", "เมืองรูปแบบพิเศษ", "special city"),
)
REGION_SCHEME = _codes(("plan", "ตามถ้อยคำของแผน", "the plan's words"), ("un-m49", "UN M49", "UN M49"))
ORGANIZATION_KIND = _codes(
    ("city_network", "เครือข่ายเมือง", "city network"),
    ("un_body", "หน่วยงานสหประชาชาติ", "UN body"),
    ("igo", "องค์การระหว่างประเทศ", "intergovernmental organization"),
    ("development_agency", "หน่วยงานเพื่อการพัฒนา", "development agency"),
    ("ngo", "องค์กรพัฒนาเอกชน", "non-governmental organization"),
    ("government", "หน่วยงานภาครัฐ", "government body"),
    ("company", "บริษัท", "company"),
    ("university", "มหาวิทยาลัย", "university"),
    ("association", "สมาคม", "association"),
    ("other", "อื่น ๆ", "other"),
)
ORGANIZATION_RELATION = _codes(
    ("member", "กรุงเทพมหานครเป็นสมาชิก", "Bangkok is a member"),
    ("partner", "คู่ความร่วมมือ", "partner"),
    ("hosted_in_bangkok", "มีสำนักงานในกรุงเทพฯ", "hosted in Bangkok"),
)
MISSION_KIND = _codes(
    ("embassy", "สถานเอกอัครราชทูต", "embassy"),
    ("consulate_general", "สถานกงสุลใหญ่", "consulate general"),
    ("trade_office", "สำนักงานการค้า", "trade office"),
    ("delegation", "คณะผู้แทน", "delegation"),
    ("other", "อื่น ๆ", "other"),
)
AGREEMENT_KIND = _codes(
    ("sister_city", "เมืองพี่เมืองน้อง", "sister city"),
    ("friendship", "เมืองมิตรภาพ", "friendship"),
    ("mou", "บันทึกความเข้าใจ", "memorandum of understanding"),
    ("letter_of_intent", "หนังสือแสดงเจตจำนง", "letter of intent"),
    ("joint_declaration", "แถลงการณ์ร่วม", "joint declaration"),
    ("other", "อื่น ๆ", "other"),
)
COUNTERPART = _codes(("executive", "ฝ่ายบริหาร", "executive"), ("council", "สภา", "council"))
AGREEMENT_STATUS = _codes(
    ("in_force", "มีผลอยู่ตามแหล่งข้อมูล", "in force by its sources"),
    ("lapsed", "สิ้นผลแล้ว", "lapsed"),
    ("ended", "ยุติแล้ว", "ended"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
AGREEMENT_STAGE = _codes(
    ("idea", "แนวคิด", "idea"),
    ("assessed", "ประเมินแล้ว", "assessed"),
    ("consulting_mfa", "หารือกระทรวงการต่างประเทศ", "consulting the foreign ministry"),
    ("negotiating", "เจรจา", "negotiating"),
    ("approved", "อนุมัติ", "approved"),
    ("signed", "ลงนาม", "signed"),
    ("in_force", "มีผล", "in force"),
    ("expanded", "ขยายความร่วมมือ", "expanded"),
    ("lapsed", "สิ้นผล", "lapsed"),
    ("ended", "ยุติ", "ended"),
)
RENEWAL = _codes(
    ("renews", "ต่ออายุ", "renews"),
    ("revises", "ปรับปรุง", "revises"),
    ("reaffirms", "ยืนยันซ้ำ", "reaffirms"),
    ("raises", "ยกระดับ", "raises to a higher tie"),
    ("adds", "เพิ่มเติม", "adds to"),
)
ACTIVITY_KIND = _codes(
    ("signing", "การลงนาม", "signing"),
    ("visit_inbound", "การเยือนขาเข้า", "inbound visit"),
    ("visit_outbound", "การเยือนขาออก", "outbound visit"),
    ("courtesy_call", "การเข้าเยี่ยมคารวะ", "courtesy call"),
    ("conference", "การประชุม", "conference"),
    ("network_meeting", "การประชุมเครือข่าย", "network meeting"),
    ("cultural_event", "กิจกรรมทางวัฒนธรรม", "cultural event"),
    ("exchange_youth", "แลกเปลี่ยนเยาวชน", "youth exchange"),
    ("exchange_staff", "แลกเปลี่ยนบุคลากร", "staff exchange"),
    ("project", "โครงการ", "project"),
    ("training", "การฝึกอบรม", "training"),
    ("webinar", "สัมมนาออนไลน์", "webinar"),
    ("other", "อื่น ๆ", "other"),
)
ACTIVITY_STATUS = _codes(
    ("idea", "แนวคิด", "idea"),
    ("planned", "วางแผน", "planned"),
    ("announced", "ประกาศแล้ว ยังไม่ยืนยันว่าจัดจริง", "announced, not confirmed that it took place"),
    ("confirmed", "ยืนยันแล้ว", "confirmed"),
    ("done", "จัดแล้ว", "done"),
    ("postponed", "เลื่อน", "postponed"),
    ("cancelled", "ยกเลิก", "cancelled"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
DIRECTION = _codes(
    ("inbound", "ขาเข้า", "inbound"),
    ("outbound", "ขาออก", "outbound"),
    ("joint", "ร่วมกันในที่อื่น", "joint, elsewhere"),
    ("in_bangkok_event", "จัดในกรุงเทพฯ", "event in Bangkok"),
    ("online", "ออนไลน์", "online"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
ROLE = _codes(
    ("received", "ต้อนรับ", "received"),
    ("attended", "เข้าร่วม", "attended"),
    ("initiated_issue", "ริเริ่มประเด็น", "initiated an issue"),
    ("co_organized", "ร่วมจัด", "co-organized"),
    ("drove", "ผลักดันให้เกิด", "drove"),
    ("main_host", "เจ้าภาพหลัก", "main host"),
    ("led_issue", "นำการขับเคลื่อนประเด็น", "led an issue"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
DIMENSION = _codes(
    ("education", "การศึกษา", "education"),
    ("arts_culture_creativity", "ศิลปวัฒนธรรมและความคิดสร้างสรรค์", "arts, culture and creativity"),
    ("global_knowledge", "องค์ความรู้สากล", "global knowledge"),
)
# Who, for whom, which way and with what: as two readings of an activity's sources have it.
ORGANISER = _codes(
    ("bangkok", "กรุงเทพมหานคร", "Bangkok"),
    ("co", "ร่วมกันทั้งสองฝ่าย", "both sides together"),
    ("partner", "ฝ่ายต่างประเทศหรือผู้มาเยือน", "the foreign side, or the caller"),
    ("embassy", "คณะผู้แทนทางการทูต", "a foreign mission"),
    ("network_or_igo", "เครือข่ายเมืองหรือองค์การระหว่างประเทศ", "a city network or intergovernmental body"),
    ("other", "หน่วยงานอื่น", "another body"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
AUDIENCE = _codes(
    ("business", "ภาคธุรกิจ", "business"),
    ("citizens", "ประชาชน", "citizens"),
    ("diplomats", "นักการทูต", "diplomats"),
    ("experts", "ผู้เชี่ยวชาญ", "experts"),
    ("foreign_community", "ชุมชนชาวต่างชาติ", "a foreign community"),
    ("officials", "ผู้บริหารและเจ้าหน้าที่", "officials"),
    ("youth", "เยาวชน", "young people"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
KNOWLEDGE_FLOW = _codes(
    ("inward", "กรุงเทพมหานครเป็นฝ่ายเรียนรู้", "to Bangkok"),
    ("outward", "กรุงเทพมหานครเป็นฝ่ายถ่ายทอด", "from Bangkok"),
    ("both", "แลกเปลี่ยนทั้งสองทาง", "both ways"),
    ("none", "ไม่มีการถ่ายทอดความรู้", "none"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
SETTING = _codes(
    ("bilateral", "ทวิภาคี", "bilateral"),
    ("multilateral", "พหุภาคี", "multilateral"),
    ("local", "ภายในกรุงเทพฯ", "local"),
    ("unknown", "ไม่ทราบ", "unknown"),
)
OUTPUT = _codes(
    ("agreement", "ข้อตกลงหรือเอกสารลงนาม", "an agreement"),
    ("joint_statement", "แถลงการณ์ร่วม", "a joint statement"),
    ("programme", "โครงการหรือรายงาน", "a programme or report"),
    ("exhibition_or_event", "งานหรือนิทรรศการ", "an exhibition or event"),
    ("donation", "การมอบสิ่งของ", "a donation"),
    ("award", "รางวัล", "an award"),
    ("none_stated", "ไม่ได้ระบุ", "none stated"),
)
# What is known of a holder of a post; only of the first two is it known that the post is held.
HOLDER_STANDING = _codes(
    ("in_office", "อยู่ในตำแหน่งตามข้อมูลถึงวันที่ระบุ", "in office up to the day borne out"),
    ("re_elected", "ได้รับเลือกตั้งอีกครั้งตามข้อมูลถึงวันที่ระบุ", "re-elected, in office up to the day borne out"),
    ("leaving", "มีกำหนดพ้นตำแหน่ง", "due to leave"),
    ("ended", "ครบวาระแล้ว ไม่ทราบผู้ดำรงตำแหน่งต่อ", "term ended, since then not known"),
    ("undated", "ระบุไว้ในหน้าเว็บที่ไม่ลงวันที่เท่านั้น", "in undated pages only"),
    ("unknown", "ปัจจุบันไม่ทราบ", "not known now"),
)
PARTNER_ROLE = _codes(
    ("partner", "คู่ความร่วมมือ", "partner"),
    ("council", "สภาของคู่ความร่วมมือ", "the partner's council"),
    ("country", "ประเทศที่แหล่งข้อมูลระบุ", "a country the source names"),
)
KPI_KIND = _codes(("level", "ระดับ", "level"), ("count", "จำนวน", "count"), ("percent", "ร้อยละ", "percent"))
KPI_RULE = _codes(
    ("staged", "ต้องบรรลุครบทุกระดับตามลำดับ", "all steps up to the level"),
    ("best-single", "ใช้ระดับสูงสุดที่มีกิจกรรมใดบรรลุ", "the best single item"),
    ("threshold", "ค่าที่วัดได้ถึงเกณฑ์", "the measured value reaches the threshold"),
    ("panel", "มติของคณะผู้พิจารณาที่บันทึกไว้", "a recorded decision of a panel"),
)
CRITERION_NATURE = _codes(
    ("achievement", "ผลสำเร็จ (ทำแล้วคงอยู่)", "achievement (once done, it stays done)"),
    ("state", "สภาพ (คงอยู่จนกว่าหลักฐานภายหลังจะปฏิเสธ)", "state (until later evidence denies it)"),
    ("measure", "ค่าของปี (อ่านใหม่ทุกปี)", "measure of its year (read anew each year)"),
)
MEASURING_METHOD = _codes(
    ("register", "ทะเบียน", "register", "จากทะเบียน", "registry"),
    ("survey", "สำรวจ", "survey", "การสำรวจ", "แบบสำรวจ", "questionnaire"),
    ("activity_count", "นับกิจกรรม", "count of activities", "นับ", "จำนวนกิจกรรม", "count"),
    ("estimate", "ประมาณการ", "estimate", "ประมาณ", "การประมาณ", "estimated"),
    ("other", "อื่น ๆ", "other", "อื่นๆ", "วิธีอื่น"),
)
TARGET_DECISION = _codes(
    ("condition_met", "เงื่อนไขเป็นจริง", "condition met"),
    ("condition_not_met", "เงื่อนไขไม่เป็นจริง", "condition not met"),
    ("target_changed", "เปลี่ยนค่าเป้าหมาย", "target changed"),
)
EVIDENCE_PENDING = _codes(
    ("reference", "ไม่มีเลขที่ หน้า หรือไฟล์ให้ตรวจสอบ", "no number, page or file to look it up by"),
    ("file-missing", "ไม่พบไฟล์ที่ระบุ", "the file named is not there"),
    ("file-differs", "ไฟล์ไม่ตรงกับค่าตรวจสอบ", "the file is not the one whose hash was given"),
    ("year", "ไม่ระบุปีที่กล่าวถึง ลงวันที่ต้นปีงบประมาณ", "no year given, dated in the first months of a year"),
    ("figure", "ไม่ระบุตัวเลขที่เอกสารแสดง", "the figure it states is not given"),
)
AGENCY_KIND = _codes(
    ("office", "สำนักงาน", "office"),
    ("division", "ส่วน", "division"),
    ("section", "กลุ่มงาน", "section"),
    ("department", "สำนัก", "department"),
    ("district", "สำนักงานเขต", "district offices"),
    ("institute", "สถาบัน", "institute"),
    ("open_group", "กลุ่มเปิด (ไม่ระบุชื่อ)", "open group, not named"),
)
PAGE_IS = _codes(
    ("exact", "อยู่ที่หน้านี้", "on this page"),
    ("from", "อยู่ตั้งแต่หน้านี้เป็นต้นไป (สารบัญระบุเฉพาะหน้าแรกของส่วน)", "from this page on: the contents give the first page of the part alone"),
    ("before", "อยู่ก่อนส่วนแรกในสารบัญ จึงไม่ทราบหน้า", "before the first part that the contents name, so its page is not known"),
    ("whole", "ทั้งเล่ม", "the whole document"),
)  # fmt: skip
STATEMENT_KIND = _codes(
    ("background", "ที่มา", "background"),
    ("finding", "ข้อค้นพบ", "finding"),
    ("role", "บทบาททางยุทธศาสตร์", "strategic role"),
    ("direction", "ทิศทาง", "direction"),
    ("making", "การจัดทำแผน", "how the plan was made"),
)
CONTRIBUTION = _codes(
    ("adviser", "ที่ปรึกษาและผู้สนับสนุน", "adviser or supporter"),
    ("partner", "หน่วยงานที่ร่วมจัดทำ", "partner in making it"),
)
SWOT_KIND = _codes(
    ("strength", "จุดแข็ง", "strength"),
    ("weakness", "จุดอ่อน", "weakness"),
    ("opportunity", "โอกาส", "opportunity"),
    ("threat", "ภัยคุกคาม", "threat"),
)
ORIGIN = _codes(
    ("printed", "พิมพ์ไว้ในแผน", "printed in the document"),
    ("asserted", "เจ้าหน้าที่ระบุ", "asserted by an officer"),
    ("rule", "กฎ", "made by a stated rule"),
    ("assumed", "ข้อสมมติของผู้จัดทำ", "assumed by us"),
)
NAME_ORIGIN = _codes(
    ("printed", "พิมพ์ไว้ในแผน", "printed"), ("ours", "คำแปลของผู้จัดทำ ไม่เป็นทางการ", "ours, unofficial")
)
SUPPORT_MODE = _codes(
    ("meets", "เป็นไปตามเกณฑ์", "meets", "บรรลุ"),
    ("produces evidence", "ให้หลักฐาน", "produces evidence"),
    ("enables", "เอื้อให้เกิด", "enables"),
    ("context", "บริบท", "context only"),
    ("none", "ไม่เกี่ยวข้อง (ถอนความเชื่อมโยง)", "none (link withdrawn)"),
)
# The modes of support that move a level; the others are shown beside it.
MOVING = frozenset(("meets", "produces evidence"))
# By this mode an officer withdraws a rule's link.
WITHDRAWN = "none"
LIST_COMPLETENESS = _codes(
    ("complete", "ครบ", "complete"),
    ("partial", "บางส่วน", "partial"),
    ("fragment", "แทบไม่มี", "almost nothing"),
)
# Whom the lists of a network name, where they are no members.
LIST_NAMES = _codes(
    ("participants", "เมืองที่เข้าร่วม มิใช่สมาชิก", "cities that take part, no members"),
    ("heads", "ผู้บริหารเมืองในฐานะบุคคล", "heads of cities in person"),
)
INQUIRY_FIELD = _codes(
    ("agreement", "ข้อตกลง", "agreement"),
    ("membership", "สมาชิกภาพ", "membership"),
    ("organization", "องค์กร", "organization"),
    ("mission", "คณะผู้แทนทางการทูต", "foreign mission"),
    ("activity", "กิจกรรม", "activity"),
    ("kpi", "ตัวชี้วัด", "KPI"),
    ("other", "อื่น ๆ", "other"),
)
INQUIRY_OUTCOME = _codes(
    ("not_found", "สืบค้นแล้วไม่พบ", "asked, not found"), ("not_asked", "ยังไม่ได้สืบค้น", "not asked")
)
VERDICT = _codes(
    ("met", "เป็นไปตามเกณฑ์", "met", "บรรลุ"),
    ("not_met", "ไม่เป็นไปตามเกณฑ์", "not met", "ไม่บรรลุ"),
)
_RELIABILITY = (
    ("A", "เอกสารลงนาม", "signed document"),
    ("B", "เว็บไซต์หรือข่าวทางการ", "official web page or news"),
    ("C", "ถ้อยแถลงของคู่ความร่วมมือ", "partner's statement"),
    ("D", "บันทึกของเจ้าหน้าที่", "own staff note"),
    ("E", "คำบอกเล่าไม่ลงวันที่", "undated hearsay"),
    ("F", "ตัดสินไม่ได้", "cannot be judged"),
)
_CREDIBILITY = (
    ("1", "แหล่งอื่นยืนยัน", "confirmed by others"),
    ("2", "น่าจะจริง", "probably true"),
    ("3", "อาจจริง", "possibly true"),
    ("4", "ข้อมูลยังไม่แน่ชัด", "doubtful"),
    ("5", "ไม่น่าจริง", "improbable"),
    ("6", "ตัดสินไม่ได้", "cannot be judged"),
)
# Two independent judgements, of the source and of the statement, as in the Admiralty system.
EVIDENCE_GRADE = tuple(
    Code(letter + digit, Label(f"{source_th} · {said_th}", f"{source_en}, {said_en}"))
    for letter, source_th, source_en in _RELIABILITY
    for digit, said_th, said_en in _CREDIBILITY
)
CERTAINTY = _codes(("yes", "แน่ชัด", "certain"), ("unsure", "ไม่แน่ชัด", "unsure"))
REASON_KIND = _codes(
    ("why", "เหตุที่สำคัญ", "why it matters"),
    ("cheap", "สิ่งที่ทำได้โดยใช้ทรัพยากรน้อย", "what could be done cheaply"),
    ("against", "ข้อควรพิจารณาในทางตรงข้าม", "what speaks against it"),
)
