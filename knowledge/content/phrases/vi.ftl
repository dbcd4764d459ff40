### Every sentence a person reads. Ids are kebab-case; arguments come formatted.

## web
web-title = Từng Ngõ
web-description = Hỏi cách làm thủ tục ở Hà Nội. Máy trả lời tự động, không phải cơ quan nhà nước.
web-who = Máy trả lời tự động, không phải cơ quan nhà nước
web-skip = Tới ô nhập câu hỏi
web-log = Cuộc trò chuyện
web-loading = Đang mở cuộc trò chuyện…
web-needs-script = Trang này cần JavaScript. Bạn bật JavaScript rồi mở lại, hoặc gọi 1022 để hỏi người trực.
web-bubble-mine = Bạn, { $hour } giờ { $minute }
web-bubble-assistant = Trợ lý, { $hour } giờ { $minute }
web-ask-label = Câu hỏi của bạn
web-ask-placeholder = Bạn hỏi gì?
web-send = Gửi
web-menu = Menu
web-typing = Trợ lý đang soạn câu trả lời
web-new-answer = Xem câu mới nhất
web-chosen = đã chọn
web-opens-elsewhere = mở trang khác
web-file-open = Tải tệp
web-file-kept = tải được trong 30 phút
web-sending = Đang gửi…
web-not-sent = Chưa gửi được.
web-send-again = Gửi lại
web-offline = Mất mạng. Bạn cứ viết, mình gửi đi khi có mạng lại.
web-reconnecting = Đang nối lại…
web-back-online = Đã có mạng lại.
web-empty = Bạn viết câu hỏi rồi bấm Gửi.
web-too-long = Câu này dài quá. Bạn viết gọn lại dưới 4.000 chữ cái.
web-too-fast = Bạn gửi nhanh quá. Bạn đợi nửa phút rồi gửi lại.
web-not-asked = Cuộc trò chuyện không còn chờ ảnh hay vị trí nữa. Bạn viết bằng lời giúp mình.
web-listen = Đọc to
web-listen-stop = Dừng đọc
web-listen-note-here = Nút “Đọc to”: máy của bạn tự đọc, không gửi chữ đi đâu.
web-listen-note-elsewhere = Nút “Đọc to”: trình duyệt gửi chữ tới hãng làm ra giọng đọc.
web-speak = Nói
web-speak-stop = Dừng
web-speak-note = Khi bạn bấm “Nói”, trình duyệt gửi tiếng nói tới hãng làm ra trình duyệt để đổi thành chữ. Mình chỉ nhận chữ.
web-speak-failed = Mình chưa nghe được. Bạn nói lại hoặc gõ chữ.
web-speak-denied = Trình duyệt chưa cho dùng micro. Bạn gõ chữ, hoặc cho phép micro trong cài đặt của trình duyệt.
web-place-failed = Máy chưa tìm được vị trí. Bạn gõ tên phường, xã.
web-place-denied = Trình duyệt chưa cho biết vị trí. Bạn gõ tên phường, xã.
web-photo-label = Ảnh trong cuộc trò chuyện
web-photo-sending = Đang gửi ảnh…
web-photo-failed = Chưa gửi được ảnh. Bạn thử lại.
web-photo-unknown = Tệp này không phải ảnh mà mình mở được. Bạn chọn ảnh khác.
web-photo-too-large = Ảnh lớn quá. Bạn chọn ảnh nhỏ hơn 6 MB.
web-looks = Tùy chọn
web-big = Chữ to
web-theme = Màu trang
web-theme-auto = Theo máy
web-theme-light = Nền sáng
web-theme-dark = Nền tối
web-remember = Nhớ tôi trên máy này
web-remember-note = Khi bật, trình duyệt giữ một mã để lần sau nhận ra bạn. Khi tắt, đóng trình duyệt là hết. Máy dùng chung thì đừng bật.
web-remember-on = Máy này sẽ nhớ bạn.
web-remember-off = Đóng trình duyệt là máy này quên bạn.
web-remember-failed = Chưa lưu được lựa chọn này. Bạn thử lại.
web-close = Xong
web-leave = Máy dùng chung? Xóa và thoát
web-leave-title = Xóa và thoát?
web-leave-text = Mình xóa cuộc trò chuyện và mọi thứ bạn đã đồng ý giữ ở đây. Xóa rồi không lấy lại được.
web-leave-yes = Xóa và thoát
web-leave-no = Ở lại
web-moved-title = Ngày đang được dời để thử.
web-moved-text = Mọi câu trả lời tính theo ngày { $day }.
web-goodbye-title = Đã xóa
web-goodbye-text = Cuộc trò chuyện đã được xóa khỏi máy này và khỏi máy chủ. Bạn đóng cửa sổ được rồi.
web-again = Bắt đầu cuộc trò chuyện mới
web-back = Về trang hỏi đáp
web-missing-title = Không có trang này
web-missing-text = Địa chỉ sai, hoặc tệp đã hết 30 phút và được xóa. Bạn về trang hỏi đáp để lấy lại.
web-busy-title = Đông người quá
web-busy-text = Từ mạng của bạn đang có quá nhiều lượt mở trang. Bạn đợi một phút rồi mở lại, hoặc gọi 1022.
web-failed-title = Trang bị lỗi
web-failed-text = Lỗi ở phía mình, không phải ở bạn. Bạn mở lại trang, hoặc gọi 1022 nếu cần ngay.
web-elsewhere-title = Yêu cầu đến từ trang khác
web-elsewhere-text = Mình chỉ nhận yêu cầu gửi từ trang hỏi đáp. Bạn mở lại trang rồi làm lại.

## answers: how certain it is, whom to call, where it comes from

answer-marked = { $text } °
answer-mark-means = ° mới có một nguồn hoặc nguồn thứ cấp
answer-conflicting = { $text } (Các nguồn chưa khớp nhau.)
answer-inferred = { $text } (Đây là suy ra, chưa có văn bản nói thẳng.)
answer-reading = Có nguồn ghi: { $text } ({ $sources })
answer-summary = { $label }: { $text }
journey-step = { $title }. { $text }
journey-step-done = { $title } (đã xong)
journey-step-waits = { $text } Làm sau: { $first }.
answer-unknown = Mình chưa có thông tin chính thức về { $aspect } của { $title }.
answer-ask = Bạn hỏi { $who }.
answer-be-sure = Để chắc chắn, bạn hỏi { $who } trước khi đi hoặc trả tiền.
answer-contact = { $name }: { $number }
answer-or = {" "}hoặc{" "}
answer-checked = Kiểm tra ngày { $day }
answer-checked-last = Kiểm tra lần cuối ngày { $day }, nên gọi { $who } trước khi đi
answer-sources = Nguồn: { $names }
answer-sources-more = Nguồn: { $names } và { $more } nguồn khác
answer-sources-title = Nguồn đầy đủ:

## answers: aspects, as a label before a colon and inside a sentence

aspect-overview-label = Tóm tắt
aspect-eligibility-label = Ai được làm
aspect-documents-label = Giấy tờ
aspect-steps-label = Các bước
aspect-fee-label = Chi phí
aspect-time-label = Thời gian
aspect-where-label = Nơi làm
aspect-status-label = Theo dõi
aspect-errors-label = Khi bị lỗi
aspect-validity-label = Giá trị, thời hạn
aspect-legal-label = Quy định
aspect-overview-of = nội dung chung
aspect-eligibility-of = điều kiện
aspect-documents-of = giấy tờ cần có
aspect-steps-of = các bước
aspect-fee-of = chi phí
aspect-time-of = thời gian
aspect-where-of = nơi làm
aspect-status-of = cách theo dõi
aspect-errors-of = cách xử lý lỗi
aspect-validity-of = giá trị và thời hạn dùng
aspect-legal-of = quy định

## answers: asking back and declining

clarify-which = Bạn hỏi về việc nào?
clarify-topic = Bạn hỏi { $aspect } của việc nào? Gõ tên thủ tục hoặc chọn một việc dưới đây.
clarify-place = Bạn cần làm thủ tục gì ở đó? Muốn mình nhớ khu vực này, bạn gõ /khuvuc.
clarify-empty = Bạn muốn hỏi thủ tục nào? Gõ tên thủ tục, ví dụ: lý lịch tư pháp.
no-match = Mình chưa có hướng dẫn về việc này nên không trả lời đoán. Bạn gọi { $who }.
no-match-near = Mình chưa có hướng dẫn chắc chắn cho câu này. Bạn bấm nếu đúng việc bạn cần, hoặc gọi { $who }.
no-match-unwritten = Mình chưa có hướng dẫn đã kiểm tra về { $title }. Bạn hỏi { $who }, hoặc xem Cổng Dịch vụ công quốc gia dichvucong.gov.vn.
other-service = Việc này ({ $title }) nằm ngoài phần mình hướng dẫn. Bạn hỏi { $who }, hoặc xem Cổng Dịch vụ công quốc gia dichvucong.gov.vn.
closed = Phần “{ $title }” đang được kiểm tra lại. Mình tạm không trả lời để khỏi nói sai.
closed-steps = Đang được kiểm tra lại nên mình tạm không nói tới: { $titles }. Bạn hỏi { $who }.
closed-mark = { $title } (đang kiểm tra lại)
off-topic = Việc này nằm ngoài phần mình giúp được. Mình chỉ hướng dẫn thủ tục, dịch vụ công ở Hà Nội.

## switched off: why, as citizens read it

switch-reason-rule-changed = Quy định về việc này vừa thay đổi.
switch-reason-in-doubt = Có chỗ có thể chưa đúng.
switch-reason-sources-differ = Các nguồn chính thức đang nói khác nhau.
switch-reason-other = {""}

## answers: is it a scam (never says that a message is safe)

scam-surely = Rất giống lừa đảo: mình thấy { $number } dấu hiệu.
scam-likely = Nhiều khả năng là lừa đảo: mình thấy { $number } dấu hiệu.
scam-doubtful = Có điều đáng ngờ: mình thấy { $number } dấu hiệu, chưa đủ để chắc.
scam-none = Mình chưa thấy dấu hiệu quen thuộc, nhưng không có nghĩa là an toàn.
scam-alike = Mình không thấy dấu hiệu nào chắc chắn, nhưng lời lẽ giống tin của kẻ lừa đảo. Chưa thấy dấu hiệu không có nghĩa là an toàn.
scam-alike-too = Lời lẽ cũng giống tin của kẻ lừa đảo.
scam-look-further = Bạn tự gọi lại nơi đó bằng số chính thức để hỏi, không dùng số hay link trong tin.
scam-official-link = Đường link có đuôi chính thức, nhưng người gửi vẫn có thể là giả. Bạn tự gõ địa chỉ, không bấm từ tin.
scam-sign = { $name }: { $text }
scam-lost = Bạn đã lỡ làm theo: việc đầu tiên là gọi ngay ngân hàng của bạn.
scam-lost-code = Đã đọc mã OTP, mật khẩu: gọi ngay ngân hàng của bạn.
scam-lost-money = Đã chuyển tiền: gọi ngay ngân hàng của bạn, rồi trình báo.
scam-lost-papers = Đã gửi ảnh căn cước hay khuôn mặt: báo ngay ngân hàng của bạn.
scam-lost-program = Đã bấm link, cài ứng dụng: gọi ngay ngân hàng bằng máy khác.

## answers: screens and routes

emergency-violence = Gọi ngay 113 (công an). Có người bị thương thì gọi 115. Nếu được, hãy đến chỗ đông người hoặc khóa cửa lại. Mình là máy, không gọi thay bạn được.
emergency-fire = Gọi ngay 114 (cứu hỏa, cứu nạn). Ra khỏi chỗ nguy hiểm trước, đừng quay lại lấy đồ. Có người bị thương thì gọi 115.
emergency-health = Gọi ngay 115 (cấp cứu). Nói rõ địa chỉ và tình trạng người bệnh, làm theo hướng dẫn qua điện thoại. Mình là máy, không gọi thay bạn được.
emergency-despair = Mình lo cho bạn. Bạn gọi ngay 115, hoặc gọi một người thân, hàng xóm đến với bạn lúc này. Nếu thấy nguy hiểm, gọi 113. Bạn không phải chịu một mình.
personal-data-offers = Bạn đừng gửi ảnh căn cước, mã OTP, mật khẩu hay số thẻ vào đây, và cũng không gửi cho ai qua mạng. Mình không cần, không xem và không lưu. Công an, cán bộ, ngân hàng cũng không hỏi OTP, mật khẩu qua tin nhắn. Bạn cần làm việc gì thì hỏi, mình hướng dẫn cách tự làm.
complaint-legal = Khiếu nại, tố cáo theo luật phải gửi đúng cơ quan có thẩm quyền, kênh phản ánh (iHanoi, 1022) và mình không nhận. Trên iHanoi có mục đăng ký lịch tiếp công dân. Chưa rõ gửi cơ quan nào, bạn gọi 1022 hoặc 1900.1009 để hỏi. Có dấu hiệu tội phạm thì báo công an xã, phường, khẩn cấp gọi 113.
stop-done = Mình đã dừng mọi tin tự gửi cho bạn.
stop-offer = Bạn muốn mình thôi gửi tin? Bấm “Dừng mọi tin”, mình dừng ngay.
stop-button = Dừng mọi tin
reminder-how = Mình nhắc được. Bạn gõ /nhac, rồi giờ và việc cần nhớ. Ví dụ: /nhac 9 giờ sáng thứ bảy đi lấy kết quả.
mydata-view = Mình chỉ giữ những gì bạn đã đồng ý. Gõ /dulieu hoặc bấm nút dưới để xem, tải về, xóa hay rút đồng ý. Chưa đồng ý thì câu hỏi chỉ được đếm theo chủ đề, không giữ lời; cuộc trò chuyện tự quên sau 30 phút.
mydata-erase = Bạn xóa được ngay: gõ /dulieu rồi chọn “Xóa hết”. Lời trò chuyện, câu hỏi, khu vực đã lưu mất liền. Chỉ giữ lại dấu mã hóa của việc đồng ý và dừng tin trong 2 năm để làm bằng chứng.
mydata-withdraw = Bạn rút đồng ý lúc nào cũng được: gõ /dulieu rồi chọn mục muốn rút. Rút xong mình không giữ nữa, bạn vẫn hỏi bình thường.
mydata-deadline = Xem, tải, xóa, rút đồng ý ở đây có kết quả ngay khi bạn bấm. Yêu cầu khác về dữ liệu cá nhân được phản hồi trong 2 ngày làm việc, theo Luật Bảo vệ dữ liệu cá nhân.
human-person = Bạn muốn gặp người thật: gọi Tổng đài Hà Nội 1022 hoặc 1900.1009. Về VNeID gọi 1900 0368. Về công an Hà Nội gọi 1900 0113. Về Cổng Dịch vụ công quốc gia gọi 18001096.
feedback-wanted = Bạn gửi phản ánh ở kênh chính thức của thành phố: ứng dụng iHanoi, hoặc gọi 1022. Nhớ ghi rõ việc gì, ở đâu (số nhà, ngõ, phường), từ bao giờ, và chụp ảnh. Mình chưa nhận phản ánh thay được.
feedback-street = Việc này bạn báo qua ứng dụng iHanoi, hoặc gọi 1022. Ghi rõ chỗ (số nhà, ngõ, phường), từ bao giờ, kèm ảnh thì được xử lý nhanh hơn. Mình chưa nhận phản ánh thay được. Đang nguy hiểm đến người thì gọi 113, 114 hoặc 115.
chitchat-greeting = Chào bạn. Mình là máy trả lời tự động, không phải cơ quan nhà nước. Bạn cần làm thủ tục gì? Cứ gõ như nói chuyện, không cần dấu.
chitchat-thanks = Không có gì. Bạn cần hỏi thêm thủ tục nào cứ nhắn mình.
chitchat-okay = Vâng. Bạn cần hỏi thêm gì cứ nhắn mình.
chitchat-praise = Cảm ơn bạn. Cần hỏi thêm thủ tục nào, bạn cứ nhắn.
chitchat-blame = Mình xin lỗi vì chưa giúp được bạn. Bạn thử nói rõ tên thủ tục và điều muốn biết, ví dụ “lý lịch tư pháp bao nhiêu tiền”. Muốn gặp người thật, bạn gọi 1022 hoặc 1900.1009.
chitchat-farewell = Chào bạn. Khi nào cần, bạn cứ nhắn lại.
chitchat-who = Mình là Từng Ngõ, máy trả lời tự động, không phải cán bộ và không phải cơ quan nhà nước. Mình hướng dẫn thủ tục ở Hà Nội theo nguồn đã kiểm tra, câu nào chưa có thì mình nói chưa có.
chitchat-can = Mình hướng dẫn thủ tục ở Hà Nội: giấy tờ cần có, các bước, chi phí, thời gian, nơi làm. Ví dụ: “lý lịch tư pháp bao nhiêu tiền”, “xem sổ sức khỏe điện tử ở đâu”, “chuyển tiền nhầm phải làm gì”.
chitchat-smalltalk = Mình chỉ biết về thủ tục, dịch vụ công ở Hà Nội thôi. Bạn cần làm giấy tờ gì thì hỏi mình nhé.

## my data, consent, area, stop

private-only = Việc này riêng của bạn. Bạn nhắn riêng cho mình để xem và chọn.
stop-undone = Mình bỏ lệnh dừng. Chỉ những tin bạn đã đồng ý nhận mới được gửi.
button-stop-undo = Bỏ lệnh dừng
button-stop-topic = Dừng tin về { $topic }
stop-topic-done = Mình đã dừng tin về { $topic }. Chủ đề khác bạn vẫn nhận như trước.
stop-undo-sure = Lệnh dừng này có từ trước. Bạn muốn nhận tin lại?
button-stop-undo-sure = Nhận tin lại

purpose-keep-conversation = giữ cuộc trò chuyện
purpose-remember-area = nhớ khu vực
purpose-remember-ticks = nhớ giấy đã có, việc đã xong
purpose-rule-news = báo khi quy định đổi
purpose-team-guides = nhận hướng dẫn của tổ ở phường, xã
purpose-keep-reminders = giữ lời nhắc
purpose-improve-answers = dùng câu hỏi để sửa câu trả lời
consent-keep-conversation = Bạn có đồng ý cho mình giữ cuộc trò chuyện này trong { $days } ngày, để lần sau mở ra bạn đọc lại được không? Số điện thoại, số giấy tờ bạn gõ được che trước khi giữ. Bạn không đồng ý thì mình quên sau 30 phút.
consent-remember-area = Bạn có đồng ý cho mình nhớ phường, xã này cho những lần sau không? Mình chỉ giữ tên phường, xã, tới khi bạn xóa. Bạn không đồng ý vẫn hỏi bình thường.
consent-improve-answers = Bạn có đồng ý cho mình giữ câu hỏi của bạn trong { $days } ngày, để tìm ra chỗ mình trả lời chưa đúng và sửa không? Số điện thoại, số giấy tờ, số thẻ, email được che trước khi giữ. Bạn không đồng ý vẫn hỏi bình thường.
consent-keep-reminders = Để nhắc được, mình phải giữ việc cần nhớ và giờ nhắc, rồi tự xóa { $days } ngày sau lần nhắc cuối. Số điện thoại, số giấy tờ, số thẻ, email được che trước khi giữ. Bạn có đồng ý không? Không đồng ý thì mình không nhắc được, bạn vẫn hỏi bình thường.
consent-remember-ticks = Nhớ giúp bạn những giấy đã có, những việc đã xong để lần sau xem tiếp? Mình chỉ giữ dấu đánh và lựa chọn của bạn, trong { $days } ngày từ lần đánh dấu cuối. Bạn không đồng ý thì mình quên sau 30 phút, vẫn soát bình thường.
consent-team-guides = Bạn có muốn nhận hướng dẫn của Tổ Chuyển đổi số cộng đồng { $ward } không? Thường nhiều nhất 1 tin một ngày (trừ tin khẩn, tin đính chính), nhắn DỪNG là thôi.
button-guides-yes = Có
button-guides-no = Không
button-guides-later = Để sau
button-guides-ask = Nhận hướng dẫn của tổ
button-guides-topics = Chọn chủ đề hướng dẫn
button-guides-end = Thôi nhận hướng dẫn
button-guides-area = Đặt khu vực
guides-agreed = Cảm ơn bạn. Bạn sẽ nhận hướng dẫn của Tổ Chuyển đổi số cộng đồng { $ward }. Muốn chỉ nhận vài chủ đề, bấm nút dưới. Muốn thôi, nhắn DỪNG.
guides-stopped = Trước đây bạn đã bảo dừng mọi tin, lệnh đó vẫn còn. Bấm “Bỏ lệnh dừng” thì tin mới tới.
guides-refused = Mình không gửi. Đổi ý lúc nào, bạn gõ /khuvuc. Bạn cứ hỏi bình thường.
guides-later = Vâng. Khi nào muốn nhận, bạn gõ /khuvuc.
guides-need-area = Bạn đặt khu vực trước, để mình biết là tổ của phường, xã nào.
guides-topics = Bạn nhận hướng dẫn về { $number } chủ đề. Bấm để chọn thêm hoặc bỏ bớt.
guides-topics-all = Bạn nhận hướng dẫn về mọi chủ đề. Bấm để chỉ nhận chủ đề bạn chọn.
guides-ticked = ☑ { $topic }
guides-open = ☐ { $topic }
consent-rule-news = Khi hướng dẫn “{ $title }” đổi, bạn có muốn mình nhắn cho bạn không? Mình nhớ tên thủ tục này và ngày hôm nay, tới khi bạn bảo thôi.
button-follow = Luật đổi thì báo tôi
button-follow-drop = Thôi báo thủ tục này
follow-kept = Được. Hướng dẫn “{ $title }” có gì đổi, mình nhắn bạn.
follow-refused = Mình không báo. Bạn cứ hỏi bình thường.
follow-dropped = Mình thôi báo về thủ tục này.
rule-news = Bạn nhờ mình báo: hướng dẫn “{ $title }” đổi ngày { $day }.
rule-news-more = Và { $number } chỗ nữa. Bấm nút dưới để đọc bản mới.
consents = Bạn muốn cho mình giữ gì? Mỗi việc hỏi riêng, bạn chọn việc nào cũng được, không chọn cũng được.
consents-all = Bạn đã đồng ý mọi việc mình hỏi được.
consent-given = Cảm ơn bạn. Bạn rút lại lúc nào cũng được: gõ /dulieu.
consent-given-web = Muốn lần sau máy này nhận ra bạn: mở “Tùy chọn”, bật “Nhớ tôi trên máy này”. Máy dùng chung thì đừng bật.
consent-refused = Mình không giữ. Bạn cứ hỏi bình thường.
consent-withdrawn = Đã rút. Những gì mình giữ cho việc đó đã xóa. Bạn cứ hỏi bình thường.
withdrawals = Bạn muốn rút đồng ý nào? Rút xong, những gì mình giữ cho việc đó được xóa ngay.
withdrawals-none = Bạn chưa đồng ý việc nào, nên không có gì để rút.
button-agree = Đồng ý
button-refuse = Không đồng ý
button-consent-keep-conversation = Giữ cuộc trò chuyện
button-consent-remember-area = Nhớ khu vực
button-consent-remember-ticks = Nhớ giấy đã có
button-consent-keep-reminders = Giữ lời nhắc
button-consent-improve-answers = Dùng câu hỏi để sửa
button-withdraw-keep-conversation = Thôi giữ cuộc trò chuyện
button-withdraw-remember-area = Thôi nhớ khu vực
button-withdraw-remember-ticks = Thôi nhớ giấy đã có
button-withdraw-rule-news = Thôi báo quy định đổi
button-withdraw-team-guides = Thôi nhận hướng dẫn
button-withdraw-keep-reminders = Thôi giữ lời nhắc
button-withdraw-improve-answers = Thôi dùng câu hỏi
button-withdraw-all = Rút tất cả

mydata-nothing = Mình không giữ gì về bạn. Cuộc trò chuyện này tự quên sau 30 phút; câu hỏi chỉ được đếm theo chủ đề và ngày, không giữ lời.
mydata-kept = Mình đang giữ về bạn:
mydata-agreed = • Bạn đã đồng ý: { $purpose }
mydata-area = • Khu vực: { $place }
mydata-messages = • Tin trong 30 phút vừa qua: { $number }. Tự xóa sau 30 phút.
mydata-messages-kept = • Tin của cuộc trò chuyện: { $number }. Tự xóa sau { $days } ngày.
mydata-ticks = • Danh sách đang đánh dấu: { $number }. Tự quên sau 30 phút.
mydata-ticks-kept = • Danh sách đã đánh dấu: { $number }. Tự xóa sau { $days } ngày.
mydata-ratings = • Lượt khen chê câu trả lời: { $number }
mydata-stopped = • Lệnh dừng mọi tin, từ ngày { $day }
mydata-stopped-topics = • Chủ đề bạn đã dừng riêng: { $number }
mydata-follows = • Bạn nhờ báo khi quy định đổi: { $number } thủ tục.
mydata-guides-all = • Bạn nhận hướng dẫn của tổ ở { $ward }, mọi chủ đề.
mydata-guides = • Bạn nhận hướng dẫn của tổ ở { $ward }, { $topics } chủ đề.
mydata-reminders = • Lời nhắc của bạn: { $number }. Tự xóa { $days } ngày sau lần nhắc cuối.
mydata-deliveries = • Tin tự gửi cho bạn, đã gửi hoặc đang chờ: { $number }. Tự xóa sau { $days } ngày.
mydata-questions = • Câu hỏi đã che số: { $number }. Tự xóa sau { $days } ngày. Mấy câu gần nhất:
mydata-grant = • Vai trò của bạn ở đây: { $role }
mydata-acts = • Việc bạn làm khi có vai trò đó: { $number } dòng nhật ký, giữ 2 năm.
mydata-question = – { $text }
mydata-export = Mọi thứ mình giữ về bạn. Mở bằng trình đọc văn bản nào cũng được.
mydata-erase-sure = Xóa hết những gì mình giữ về bạn? Xóa rồi không lấy lại được. Riêng bằng chứng bạn từng đồng ý hay dừng tin được giữ thêm 2 năm, dưới dạng mã không đọc ra tên ai.
mydata-erase-staff = Bạn cũng thôi mọi vai trò ở đây, ngay lúc xóa. Nhật ký việc đã làm còn 2 năm, dưới một con số không dẫn tới bạn nữa.
mydata-erased = Đã xóa hết. Bạn vẫn hỏi bình thường, như người mới.
button-data-view = Xem dữ liệu của tôi
button-data-export = Tải về
button-data-consents = Chọn điều cho giữ
button-data-withdrawals = Rút đồng ý
button-data-erase = Xóa hết
button-data-erase-now = Xóa hết, không lấy lại
button-data-keep = Giữ lại

area-ask = Bạn ở phường, xã nào? Gõ tên mới hay tên cũ đều được, không cần dấu. Không muốn nói thì bạn cứ hỏi việc khác.
area-not-read = Mình chưa nhận ra chỗ này. Bạn gõ lại tên phường, xã, mới hay cũ đều được, ví dụ: Đại Kim.
area-found = Chỗ của bạn nay là { $place }.
area-kept = Mình nhớ rồi: { $place }. Đổi hoặc xóa: gõ /khuvuc.
area-not-kept = Mình không nhớ chỗ này. Bạn cứ hỏi bình thường.
area-forgotten = Mình đã quên khu vực của bạn.
area-known = Mình đang nhớ: { $place }.
area-with-former = { $ward } (trước là { $former })
area-several = Tên này có thể là mấy nơi.
area-near = Gần chỗ bạn có mấy phường, xã này.
area-which = Bạn ở nơi nào?
area-type-one = Khu này nay gồm: { $names }. Bạn gõ tên phường, xã của mình.
button-area-share = Gửi vị trí của tôi
button-area-other = Đổi khu vực
button-area-elsewhere = Nơi khác
button-area-forget = Quên khu vực này

## telegram: what stands in the empty chat and in the profile (at most 512 and 120 characters)

telegram-description = Từng Ngõ hướng dẫn thủ tục, dịch vụ công ở Hà Nội: giấy tờ, chi phí, nơi làm. Máy trả lời tự động, không phải cơ quan nhà nước. Mỗi câu có nguồn và ngày kiểm tra. Đừng gửi ảnh căn cước, mã OTP, mật khẩu.
telegram-short-description = Hỏi cách làm thủ tục ở Hà Nội. Máy trả lời tự động, không phải cơ quan nhà nước.

## command line

content-checked = Nội dung đúng: { $procedures } thủ tục, { $facts } mục, { $signs } dấu hiệu lừa đảo, không lỗi, { $warnings } chỗ khó đọc.

## command line: what changed for citizens

changes-none = Không có gì đổi đối với người dân.
changes-of = { $aspect }: { $what }
changes-since = từ ngày { $day }
changes-until = hết ngày { $day }
changes-before = trước: { $text }
changes-after = nay: { $text }
changes-fact-began = mới
changes-fact-ended = không còn nói
changes-fact-over = hết hiệu lực
changes-fact-changed = đổi
changes-fact-replaced = đổi, mục mới thay mục cũ
changes-fact-renamed = đổi tên mục { $id } thành { $to }, lời gần như cũ
changes-procedure-began = Thủ tục mới
changes-procedure-ended = Thủ tục không còn hướng dẫn
changes-procedure-changed = Đổi tên thủ tục
changes-journey-began = Việc trong đời mới có hướng dẫn
changes-journey-ended = Việc trong đời không còn hướng dẫn
changes-journey-changed = Đổi lời mở đầu, tên hoặc thứ tự việc
changes-case-began = Thêm trường hợp
changes-case-ended = Bỏ trường hợp
changes-case-changed = Đổi trường hợp
changes-link-began = Thêm liên kết
changes-link-ended = Bỏ liên kết
changes-link-changed = Đổi liên kết
changes-contact-began = Thêm nơi gọi
changes-contact-ended = Bỏ nơi gọi
changes-contact-changed = Đổi nơi gọi
changes-other-when = áp dụng cho trường hợp khác
changes-other-certainty = mức chắc chắn khác
changes-other-ask = nơi hỏi khác
changes-other-dates = thời hạn khác
changes-counted-wordings = Cách hỏi thêm, bớt hoặc sửa: { $number }
changes-counted-checked-again = Mục được kiểm tra lại, lời giữ nguyên: { $number }
changes-counted-told-on-other-days = Mục chỉ đổi lời của ngày khác: { $number }

## conversation: first words, help, commands

welcome =
    Chào bạn. Mình là Từng Ngõ, máy trả lời tự động, không phải cơ quan nhà nước.

    Bạn hỏi mình về thủ tục ở Hà Nội:
    • cần giấy tờ gì, làm từng bước thế nào
    • mất bao nhiêu tiền, mấy ngày có
    • nộp ở đâu, gặp lỗi thì làm sao

    Cứ gõ như nói chuyện, không cần dấu. Đừng gửi ảnh căn cước, mã OTP hay mật khẩu.
guide =
    Bạn gõ việc cần làm, kèm điều muốn biết. Ví dụ:
    • lý lịch tư pháp bao nhiêu tiền
    • con 10 tuổi làm thẻ căn cước cần gì
    • chuyển tiền nhầm thì làm sao

    Hỏi tiếp không cần nhắc lại tên: “thế mấy ngày có?”. Mình hiểu sai thì bạn cứ nói lại.
    Không muốn gõ thì bấm nút dưới đây.
help =
    Mình là máy trả lời tự động. Mình chỉ nói điều đã kiểm tra, chưa có thì nói chưa có. Muốn gặp người thật, bạn gọi 1022 hoặc 1900.1009.

    Bạn có thể gõ:
command-start = Bắt đầu lại
command-huongdan = Cách hỏi
command-chude = Chọn chủ đề
command-soathoso = Soát hồ sơ trước khi đi
command-viecnha = Việc trong nhà: sinh con, cưới, chuyển nhà
command-luadao = Kiểm tra tin nhắn lạ
command-nhac = Lời nhắc của bạn
command-khuvuc = Khu vực của bạn
command-dulieu = Dữ liệu của bạn
command-dung = Dừng mọi tin tự gửi
command-trogiup = Trợ giúp, số điện thoại
unknown-command = Mình không có lệnh này. Bạn gõ /trogiup để xem các lệnh, hoặc cứ hỏi bằng lời.

## conversation: buttons

button-topics = Chọn chủ đề
button-other-topic = Chọn chủ đề khác
button-page-before = Xem trang trước
button-page-after = Xem thêm
button-details = Xem chi tiết
button-others = Xem mục khác
button-human = Hỏi người thật
button-helpful = Có ích 👍
button-not-helpful = Chưa ích 👎
button-aspect-overview = Xem tóm tắt
button-aspect-eligibility = Xem ai được làm
button-aspect-documents = Xem giấy tờ cần có
button-aspect-steps = Làm từng bước
button-aspect-fee = Xem hết bao nhiêu tiền
button-aspect-time = Xem mấy ngày có
button-aspect-where = Xem nộp ở đâu
button-aspect-status = Tra cứu hồ sơ
button-aspect-errors = Gỡ lỗi hay gặp
button-aspect-validity = Xem dùng được bao lâu
button-aspect-legal = Xem quy định

## conversation: checking papers, life events

button-papers-check = Soát hồ sơ
button-papers-resume = Soát tiếp
button-papers-unsure = Không rõ
button-papers-back = Quay lại
button-papers-cancel = Thôi không soát
button-papers-again = Làm lại từ đầu
button-papers-list = Đánh dấu tiếp
button-papers-result = Xem kết quả
button-papers-sheet = In ra / lưu PDF
button-papers-open = ☐ { $number }. { $name }
button-papers-had = ☑ { $number }. { $name }
papers-which = Bạn cần soát hồ sơ của việc nào? Chọn một chủ đề, hoặc gõ tên việc, ví dụ: soát hồ sơ tạm trú.
papers-procedures = { $topic }: bạn soát hồ sơ của việc nào?
papers-question =
    Soát hồ sơ: { $title }.

    { $ask } Bạn bấm một nút hoặc gõ trả lời.
papers-list = Soát hồ sơ: { $title }.
papers-note = Lưu ý: { $text }
papers-line = { $number }. { $name }
papers-line-had = { $number }. { $name } (đã có ✓)
papers-not-counting = Không tính: { $text }
papers-condition = { $name } (nếu: { $condition })
papers-how = Bạn có gì rồi? Bấm để đánh dấu, hoặc gõ: có 1, 3; chưa có 2; đủ rồi; kết quả.
papers-ready = { $title }: bạn đã có đủ.
papers-missing = { $title }: bạn còn thiếu { $number } thứ.
papers-depends = { $title }: bạn đã có những thứ chắc chắn cần.
papers-unsure = { $title }: mình chưa có danh sách giấy tờ chắc chắn, bạn hỏi { $who } trước khi đi.
papers-not-for = { $title }: mình không có danh sách giấy tờ cho trường hợp này.
papers-told = { $name }: { $text }
papers-if = Còn tùy trường hợp của bạn:
papers-unknown = Chưa chắc có cần, bạn hỏi trước:
papers-skip = Không phải mang:
papers-forgotten = Mình đã quên danh sách cũ, nên hỏi lại từ đầu.
papers-left = Mình dừng soát. Muốn xem tiếp, bạn gõ /soathoso.
button-journeys = Việc trong nhà
button-step-open = ☐ Xong bước { $number }
button-step-done = ☑ Đã xong { $number }
journeys = Nhà bạn sắp có việc gì? Chọn một việc, mình xếp các thủ tục theo thứ tự.
journey-how = Làm xong bước nào, bạn bấm đánh dấu hoặc gõ: xong bước 1.

## conversation: menu, rating, people to call

menu-topics = Bạn cần việc gì? Chọn một chủ đề.
menu-procedures = { $topic }: bạn chọn việc cần làm.
others = { $title }: bạn muốn xem mục nào?
gone = Nút này đã cũ. Bạn chọn lại từ đây.
rating-thanks = Cảm ơn bạn. Cần hỏi thêm, bạn cứ nhắn.
rating-why = Câu trả lời chưa ổn chỗ nào? Bạn bấm một nút, hoặc nói bằng lời.
rating-noted = Mình đã ghi lại, cảm ơn bạn. Bạn hỏi lại theo cách khác, hoặc gặp người thật.
button-reason-matter = Sai việc mình hỏi
button-reason-missing = Thiếu điều mình cần
button-reason-unclear = Khó hiểu
button-reason-outdated = Sai hoặc đã cũ
human-lead = Bạn gọi người trực ở đây:
human-hours = Khi gọi, bạn nói tên thủ tục và điều chưa rõ. Đừng đọc mã OTP hay mật khẩu cho ai.

## conversation: is it a scam

scam-paste = Dán tin nhắn, đường link, số điện thoại, hoặc kể lại cuộc gọi. Mình không lưu lại.
scam-picture = Mình không mở ảnh. Bạn gõ lại lời trong ảnh, hoặc đường link, số điện thoại. Mình không lưu lại.
scam-left = Vâng. Khi nào có tin lạ, bạn gõ /luadao.
scam-not-kept = Tin bạn nhờ kiểm tra. Mình không lưu lại.
scam-what-was-lost = Bạn đã đưa hay làm gì rồi? Bấm điều gần nhất.
button-scam = Kiểm tra tin nhắn lạ
button-scam-leave = Thôi, không kiểm tra
button-scam-lost = Đã lỡ bấm, đã chuyển tiền
button-scam-report = Báo ở đâu
button-lost-code = Đã đọc mã OTP, mật khẩu
button-lost-money = Đã chuyển tiền
button-lost-papers = Đã gửi ảnh căn cước, quét mặt
button-lost-program = Đã bấm link, cài ứng dụng
## the sheet of checked papers, to print

sheet-kind = Soát hồ sơ trước khi nộp
sheet-bring = Cần nộp
sheet-show = Cần có bên mình, không phải nộp
sheet-skip = Không cần mang
sheet-only-if = Chỉ khi: { $cases }.
sheet-not-chosen = Còn tùy trường hợp của bạn. { $asks }
sheet-ask = Hỏi ai
sheet-ask-about = Nên hỏi trước về: { $names }.
sheet-made = { $when }. Tờ này lập ngày { $day }.
sheet-mark-means = Dấu °: mới có một nguồn hoặc nguồn thứ cấp.
sheet-who = Từng Ngõ là máy trả lời tự động, không phải cơ quan nhà nước.
sheet-scan = Quét mã để mở lại câu trả lời này, hoặc vào:
sheet-ticked = Đã có:
sheet-empty = Chưa có:
sheet-file = soat-ho-so-{ $slug }.pdf
sheet-sent = Tờ soát hồ sơ của bạn, khổ A4, in ra hoặc lưu lại đều được. Giấy tờ có thể đổi, bạn xem ngày kiểm tra ở cuối tờ.
sheet-of-what = Bạn muốn in giấy tờ của việc nào? Bạn gõ tên thủ tục, xem giấy tờ cần có, rồi gõ “in ra”.
sheet-none = Việc này chưa có tờ soát hồ sơ để in. Bạn xem giấy tờ cần có ở đây.
sheet-failed = Mình chưa làm được tờ soát hồ sơ. Bạn thử lại sau ít phút, hoặc chép giấy tờ từ câu trả lời ở trên.
opened-by-link = Chào bạn. Mình là máy trả lời tự động, không phải cơ quan nhà nước. Bạn đang xem: { $about }.

## posters: what stands on them, and what whoever scanned one is asked

poster-place = Cho người ở { $place }
poster-title = Hỏi cách làm thủ tục ở Hà Nội
poster-guide-asks = Quét mã, xem ngay việc cần làm.
poster-all-asks = Hỏi giấy tờ, chi phí, nơi nộp.
poster-typing = Gõ như nói chuyện, không cần dấu.
poster-sources = Trả lời có nguồn, có ngày kiểm tra.
poster-way-web = Hỏi trên web
poster-way-telegram = Hỏi trên Telegram
poster-free = Dùng không mất tiền.
poster-never-asks = Không hỏi mật khẩu, mã OTP, không thu tiền.
poster-file = to-dan-{ $ward }-{ $about }.pdf
poster-sent = Tờ dán cho { $place }. In ra, dán ở nơi nhiều người qua lại. Người quét mã được hỏi có muốn mình nhớ nơi này không.
poster-nowhere = Chưa có địa chỉ nào để đưa vào mã. Bạn nhờ người quản trị đặt PUBLIC_URL, hoặc bật Telegram và đặt TELEGRAM_USERNAME.
poster-failed = Mình chưa làm được tờ dán. Bạn thử lại sau ít phút.
poster-greeting = Chào bạn. Mình là máy trả lời tự động, không phải cơ quan nhà nước.
poster-from = Bạn mở từ tờ dán ở { $place }.
poster-other-area = Mình đang nhớ khu vực của bạn là { $known }. Bạn đổi sang { $place } không?
button-poster-yes = Có
button-poster-no = Không
button-poster-change = Đổi sang { $place }
button-poster-stay = Giữ { $place }

## conversation: what we cannot take, and when we fail

unasked-picture = Mình không mở, không giữ ảnh và tệp. Bạn đừng gửi ảnh căn cước hay giấy tờ vào đây; đã gửi thì bạn xóa tin đó đi. Bạn gõ câu hỏi bằng lời nhé.
unasked-sound = Mình chưa nghe được tin thoại. Bạn gõ câu hỏi bằng chữ, không cần dấu.
unasked-place = Lúc này mình không cần vị trí nên không giữ lại. Muốn cho biết phường, xã, bạn gõ /khuvuc.
unasked-other = Mình chỉ đọc được chữ. Bạn gõ việc cần hỏi, hoặc chọn chủ đề.
message-too-long = Tin này dài quá nên mình chưa đọc. Bạn hỏi gọn trong vài câu nhé.
slow-down = Bạn nhắn nhanh quá, mình chưa theo kịp. Bạn đợi một phút rồi hỏi tiếp nhé.
apology-error = Mình bị lỗi nên chưa trả lời được câu này. Bạn gửi lại giúp mình, hoặc gọi 1022.
apology-late = Mình vừa gián đoạn nên chưa trả lời tin của bạn. Bạn gửi lại giúp mình, hoặc gọi 1022.

## conversation: in the terminal

terminal-hello = Gõ câu hỏi rồi Enter. Gõ số để bấm nút. Gõ Ctrl+D để thoát.
terminal-prompt = Bạn:
terminal-attachment = [tệp { $name }, lưu tại { $path }]
running = Trang trò chuyện: { $url }
running-on = Ngày đang dùng: { $day }
port-taken = Cổng này đang có chương trình khác dùng. Đặt WEB_PORT (hoặc TELEGRAM_WEBHOOK_PORT) khác trong .env rồi chạy lại.

## staff: what whoever has a role here reads

staff-code-ask = Bạn được mời làm việc ở đây thì gõ mã mời vào đây. Mã có 10 chữ và số, như ABCDE-FGH23. Không có mã thì bạn cứ hỏi việc khác.
staff-code-mistyped = Mã này gõ chưa đúng. Bạn xem lại từng chữ: mã có 10 chữ và số, không có số 0, số 1, chữ I, L, O. Gõ lại cả mã là được.
staff-code-unusable = Mã này không dùng được. Mỗi mã dùng một lần và chỉ trong vài ngày. Bạn hỏi lại người mời để lấy mã mới.
staff-code-too-many = Bạn thử nhiều mã quá. Đợi một giờ rồi gõ lại /nhanvien. Trong lúc đó bạn hỏi lại người mời cho chắc.
staff-joined =
    Xong, bạn đã nhận vai trò. Bạn là nhân viên số { $number }: ai cần tìm bạn trong danh sách thì đọc số này. Mình ghi lại việc bạn làm với vai trò này, giữ 2 năm; thôi lúc nào cũng được.

    Vai trò của bạn:
staff-menu = Bạn là nhân viên số { $number }. Vai trò của bạn:
staff-role-at = { $role }, { $place }
staff-whole-city = toàn thành phố
staff-more-wards = và { $number } phường, xã nữa
staff-which-role = Bạn mời người vào vai trò nào?
staff-which-place = Vai trò này ở đâu? Gõ tên phường, xã, hoặc bấm nút dưới.
staff-which-ward = Bạn mời cho nơi nào?
staff-which-team = Tổ này ở phường, xã nào? Gõ tên, hoặc bấm nút dưới.
staff-whole-city-only = Vai trò này là cho toàn thành phố. Tạo mã mời chứ?
staff-invited =
    Mã mời: { $code }

    Cho vai trò: { $role }. Dùng một lần, đến { $time } ngày { $day }. Mã chỉ hiện lần này.
    Bạn đọc hoặc gửi mã cho người được mời. Họ nhắn cho mình: /nhanvien rồi gõ mã.
staff-people = Danh sách { $number } vai trò đã giao:
staff-person = • Số { $number }: { $role }, từ { $day }
staff-revoke-sure = Thu hồi vai trò của số { $number }: { $role }? Có hiệu lực ngay.
staff-revoked = Xong. Người đó không còn vai trò này.
staff-last-owner = Đây là người phụ trách cuối cùng, nên chưa thôi được. Bạn mời một người phụ trách nữa trước.
staff-leave-sure = Thôi mọi vai trò ở đây? Có hiệu lực ngay. Muốn quay lại, bạn cần mã mời mới.
staff-left = Xong, bạn không còn vai trò nào ở đây. Bạn vẫn hỏi bình thường.
role-owner = phụ trách hệ thống
role-owner-does = làm được mọi việc, kể cả mời người phụ trách khác
role-admin = quản trị
role-admin-does = mời và thu hồi, xem câu hỏi chưa trả lời được, tạm tắt hướng dẫn sai
role-auditor = kiểm tra
role-auditor-does = chỉ xem: danh sách, nhật ký, câu hỏi chưa trả lời được
role-curator = soạn nội dung
role-curator-does = đề xuất cách hỏi mới, duyệt điều người khác đề xuất, tạm tắt hướng dẫn sai
role-reviewer = duyệt nội dung
role-reviewer-does = duyệt điều người khác đề xuất, tạm tắt hướng dẫn sai
button-news = Hướng dẫn vừa đổi
button-news-send = Báo cho { $number } người
rule-news-listed = Hướng dẫn đổi trong 90 ngày qua. Bấm số để xem lời báo.
rule-news-none = 90 ngày qua chưa có hướng dẫn nào đổi.
rule-news-line = { $place }. { $title }, ngày { $day }: { $number } chỗ đổi, { $readers } người đã đọc bản cũ nhờ báo
rule-news-readers = Ở trên là lời báo. Đã đọc bản cũ và nhờ báo: { $number } người.
rule-news-planned = Đã báo, hoặc đang gửi: { $number } người.
button-broadcasts = Gửi hướng dẫn
role-leader = tổ trưởng
role-leader-does = dẫn tổ chuyển đổi số cộng đồng: gửi hướng dẫn cho người dân phường, xã mình đã đồng ý nhận, duyệt tin của thành viên
role-member = thành viên tổ
role-member-does = soạn hướng dẫn cho người dân phường, xã mình, tổ trưởng duyệt rồi mới gửi
staff-switches = Đang tắt { $number } phần. Bấm vào để bật lại, hoặc chọn chủ đề để tắt thêm.
staff-switches-none = Không có phần nào đang tắt. Chọn chủ đề có phần cần tắt.
staff-switch-line = { $title }: tắt từ { $time } ngày { $day } ({ $reason }; người tắt: { $by })
staff-switch-shelf = { $topic }: bạn tắt, bật cả chủ đề hay một thủ tục?
staff-switch-why = Tắt “{ $title }”? Bấm một lý do là tắt ngay. Trong một giây, không ai được trả lời về phần này nữa.
staff-switch-read = Người dân hỏi tới thì đọc:
staff-switched-on = Đã bật lại “{ $title }”. Người dân hỏi là được trả lời như trước.
staff-switch-note-ask = Bạn gõ một câu ngắn, nhiều nhất 160 chữ cái. Người dân đọc nguyên văn câu này.
staff-switch-note-refused = Câu này dài quá 160 chữ cái, có ký tự lạ, hoặc có mã, số thẻ. Bạn gõ lại gọn hơn.
staff-reviews = Tuần từ { $day }: { $number } việc cần xem lại.
staff-reviews-none-yet = Chưa có danh sách. Danh sách có vào 8 giờ sáng thứ Hai.
staff-review-overdue = { $title }: quá hạn kiểm tra, hạn là { $day }.
staff-review-soon = { $title }: đến hạn kiểm tra ngày { $day }.
staff-review-ends = { $title }: hết hiệu lực sau ngày { $day }:
staff-review-begins = { $title }: bắt đầu từ ngày { $day }:
staff-review-old-source = Nguồn { $title }: xem lần cuối ngày { $day }.
button-staff-switches = Tắt, bật phần trả lời
button-staff-reviews = Cần xem lại
button-switches = Về phần đang tắt
button-switch-whole = Cả chủ đề { $topic }
button-switch-on = Bật lại
button-switch-note = Thêm một câu cho người dân
button-switch-note-drop = Bỏ câu đã thêm
button-switch-reason-rule-changed = Quy định vừa đổi
button-switch-reason-in-doubt = Có chỗ ngờ là sai
button-switch-reason-sources-differ = Nguồn nói khác nhau
button-switch-reason-other = Lý do khác
button-staff-list = Xem danh sách
button-staff-invite = Mời người
button-staff-leave = Thôi vai trò
button-staff-leave-now = Thôi ngay
button-staff-stay = Ở lại
button-staff-city = Mời cho toàn thành phố
button-staff-other-role = Chọn vai trò khác
button-staff-menu = Về việc của tôi
button-staff-revoke = Thu hồi số { $number }: { $role }
button-staff-revoke-now = Thu hồi ngay
button-staff-keep = Để nguyên

## staff: the curator's desk

curating-week = 7 ngày qua: { $asked } câu. Trả lời được { $answered }, hỏi lại { $clarify }, chưa có { $nomatch }, chuyện khác { $other }. Bị chê { $down }.
curating-week-topic = • { $topic }: { $asked } câu, trả lời { $answered }, hỏi lại { $clarify }, chưa có { $nomatch }, chuyện khác { $other }; chê { $down }
curating-no-topic = Chưa rõ chủ đề
curating-waiting = Chưa trả lời được: { $gaps } nhóm câu. Đề xuất đang chờ: { $proposed }, trong đó { $others } của người khác. Bản nháp: { $drafts }.
curating-no-gaps = Không có câu nào đang bỏ ngỏ. Chỉ câu của người đã đồng ý cho giữ mới hiện ở đây.
curating-gaps = { $number } nhóm câu chưa trả lời được:
curating-gap-line = { $place }. “{ $text }”, { $people } người, { $questions } lượt. { $topic }
curating-gap = Câu hỏi: “{ $text }”
curating-gap-other = – cũng hỏi: “{ $text }”
curating-gap-counts = { $people } người hỏi, { $questions } lượt.
curating-why-no-match = • chưa có câu trả lời: { $number } lượt
curating-why-clarify = • hỏi lại rồi bỏ dở: { $number } lượt
curating-why-declined = • báo ngoài phạm vi: { $number } lượt
curating-why-thumb-down = • trả lời rồi bị chê: { $number } lượt
curating-gap-topic = Đoán chủ đề: { $topic }
curating-gap-wards = Nơi hỏi (từ 3 người trở lên): { $places }
curating-gap-newest = Lần gần nhất: ngày { $day }
curating-pending = (đang chờ duyệt)
curating-gap-what = Câu này thuộc việc nào? Câu có tên hay chuyện riêng của ai thì gắn xong bạn bấm “Viết lại câu”: lời cũ sẽ bị xóa.
curating-attach = Gắn vào thủ tục nào? Chọn chủ đề, hoặc gõ tên thủ tục.
curating-which = Gắn vào thủ tục nào?
curating-which-none = Không thấy thủ tục nào tên như vậy. Bạn gõ tên khác, hoặc chọn lại.
curating-point = Ngoài phạm vi thì chỉ người hỏi đến đâu?
curating-gone = Mục này không còn: đã được xóa, trả lời, hoặc quá hạn giữ.
curating-proposed = Đã đề xuất.
curating-taken = Câu này đã có người đề xuất hoặc duyệt trước bạn, nên mình không ghi thêm. Đây là bản đang có:
curating-too-long = Câu này dài hoặc ngắn quá. Bạn gõ lại cho gọn, nhiều nhất { $number } chữ cái.
curating-reword = Bạn gõ câu mới thay cho câu này. Lời cũ sẽ bị xóa.
curating-reworded = Đã viết lại.
curating-approved = Đã duyệt. Có hiệu lực ngay.
curating-rejected = Đã từ chối.
curating-undone = Xong, đã đổi lại.
curating-own = Đây là đề xuất của chính bạn, nên cần người khác quyết định.
curating-changed = Người khác vừa quyết định trước bạn, nên mình không đổi gì. Đây là bản đang có:
curating-why = Vì sao bạn từ chối? Gõ một câu, người đề xuất sẽ đọc.
curating-leads = “{ $text }” → { $target }
curating-points = “{ $text }” → ngoài phạm vi, chỉ sang: { $target }
curating-stands-proposed = Chờ duyệt. Số { $by } đề xuất ngày { $day }.
curating-stands-approved = Đang có hiệu lực. Số { $by } duyệt ngày { $day }.
curating-stands-rejected = Đã từ chối. Số { $by } quyết định ngày { $day }.
curating-stands-withdrawn = Đã rút. Số { $by } rút ngày { $day }.
curating-second = Cần một người khác duyệt.
curating-reason = Lý do: { $reason }
curating-exported = Đã xuất vào tệp nội dung ngày { $day }. Gỡ ở đây thì gỡ cả trong tệp.
curating-none-proposed = Không có đề xuất nào đang chờ.
curating-none-approved = Chưa có câu nào được duyệt từ lần phát hành trước.
curating-none-rejected = Chưa có đề xuất nào bị từ chối.
curating-none-withdrawn = Chưa có câu nào bị rút.
curating-all-proposed = { $number } đề xuất đang chờ:
curating-all-approved = { $number } câu đang có hiệu lực:
curating-all-rejected = { $number } đề xuất đã từ chối:
curating-all-withdrawn = { $number } câu đã rút:
curating-refused = Chưa được: “{ $text }” sẽ làm sai những câu này:
curating-clash = • “{ $question }” thuộc { $expected }, sẽ thành { $came }
curating-clash-lands = • “{ $question }” sẽ rơi nhầm vào { $came }
curating-clash-itself = • Chính câu này không dẫn tới nơi đã chọn: câu chung chung quá, hoặc là lời chào, lệnh, lời cảnh báo.
curating-clashes-more = • và { $number } câu nữa
curating-refused-mend = Bạn gõ lại câu cho rõ việc hơn, hoặc chọn nơi khác.
curating-no-drafts = Chưa có bản nháp nào đang mở.
curating-drafts = { $number } bản nháp đang mở:
curating-draft = Bản nháp: { $title }. Số { $by } sửa ngày { $day }.
curating-draft-words = Người ta hỏi: { $words }
curating-draft-notes = Ghi chú: { $notes }
curating-draft-empty = chưa có
curating-draft-closed = Bản này đã đóng.
curating-draft-changed = Người khác vừa sửa bản này, nên mình chưa ghi của bạn. Đây là bản đang có; bạn sửa lại từ đây.
curating-draft-ask-title = Gõ tên thủ tục.
curating-draft-ask-words = Gõ những cách người ta hỏi, mỗi cách một dòng.
curating-draft-ask-notes = Gõ ghi chú: cần tìm gì, ở đâu có.
button-curating-desk = Mở bàn biên soạn
button-curating-gaps = Xem câu chưa trả lời được
button-curating-proposed = Xem đề xuất chờ duyệt ({ $number })
button-curating-approved = Xem câu đã duyệt
button-curating-rejected = Xem câu đã từ chối
button-curating-drafts = Xem bản nháp
button-curating-open = Mở { $number }
button-curating-most = Xếp theo số người
button-curating-newest = Xếp theo mới nhất
button-curating-attach = Gắn: { $title }
button-curating-other = Gắn vào thủ tục khác
button-curating-point = Đánh dấu ngoài phạm vi
button-curating-draft = Mở bản nháp thủ tục mới
button-curating-back = Về câu hỏi
button-curating-approve = Duyệt
button-curating-reject = Từ chối
button-curating-reword = Viết lại câu
button-curating-undo-proposed = Rút lại
button-curating-undo-approved = Gỡ khỏi câu trả lời
button-curating-undo-rejected = Cho chờ duyệt lại
button-curating-undo-withdrawn = Cho chờ duyệt lại
button-curating-draft-title = Sửa tên
button-curating-draft-words = Sửa cách hỏi
button-curating-draft-notes = Sửa ghi chú
button-curating-draft-close = Đóng bản nháp
button-curating-draft-reopen = Mở lại bản nháp

## guides that teams send: as people read them
guide-team = Tổ Chuyển đổi số cộng đồng
guide-team-of = Tổ Chuyển đổi số cộng đồng { $ward }
guide-sends = { $team } gửi bạn hướng dẫn:
guide-corrects = { $team } đính chính tin “{ $title }” ngày { $day }. Tin đúng là:
guide-recalls = { $team } thu hồi tin “{ $title }” ngày { $day }. Bạn bỏ qua tin đó giúp nhé.
guide-title = { $title }: { $aspect }
guide-title-text = Tin tự viết: { $words }
guide-title-recall = Thu hồi
button-guide-open = Mở hướng dẫn

## guides that teams send: as teams read them
broadcasts = Hướng dẫn tổ gửi. Bấm số để mở, hoặc soạn đợt mới.
broadcasts-none = Chưa có đợt gửi nào. Bạn soạn đợt mới nhé.
broadcast-line = Đợt { $number }: { $title } ({ $state })
broadcast-state-draft = nháp
broadcast-state-awaiting-approval = chờ người thứ hai duyệt
broadcast-state-scheduled = đã xác nhận, chờ tới giờ
broadcast-state-sending = đang gửi
broadcast-state-paused = tạm dừng
broadcast-state-finished = đã gửi xong
broadcast-state-halted = đã dừng hẳn
button-broadcast-begin-procedure = Gửi hướng dẫn một thủ tục
button-broadcast-begin-journey = Gửi hướng dẫn một việc trong nhà
button-broadcast-begin-text = Tự viết
button-broadcast-see = Đợt { $number }
broadcast-which-topic = Thủ tục thuộc chủ đề nào?
broadcast-which-procedure = Thủ tục nào?
broadcast-which-aspect = “{ $title }”: gửi phần nào?
broadcast-which-journey = Việc nào?
broadcast-text-ask = Bạn viết tin vào đây, nhiều nhất 2.000 chữ cái. Kèm một ảnh hoặc một tệp thì viết lời dưới ảnh, nhiều nhất 800 chữ cái.
broadcast-text-refused = Tin này chưa gửi được: trống, dài quá { $most } chữ cái dưới ảnh, hoặc có mã, số thẻ, mật khẩu. Bạn viết lại gọn hơn.
broadcast-text-topic = Tin này thuộc chủ đề nào? Người chỉ nhận vài chủ đề sẽ chỉ nhận tin của chủ đề đó.
button-broadcast-no-topic = Tin chung
broadcast-draft = Đợt { $number }, nháp: { $title }
broadcast-to = Người nhận: { $reach }
broadcast-nobody-yet = chưa chọn
broadcast-city = Toàn thành phố
broadcast-district = trước là { $district }
broadcast-any-channel = Mọi kênh
channel-web = Trang web
channel-telegram = Telegram
channel-terminal = Máy chủ
broadcast-when-now = Gửi ngay khi xác nhận. Ngoài 8 giờ đến 21 giờ thì chờ tới 8 giờ sáng.
broadcast-when = Gửi lúc { $time } ngày { $day }. Ngoài 8 giờ đến 21 giờ thì chờ tới 8 giờ sáng.
broadcast-urgent = Tin khẩn, gửi cả ngoài giờ. Lý do: { $reason }
button-broadcast-preview = Xem trước và gửi
button-broadcast-reach = Người nhận
button-broadcast-time = Giờ gửi
button-broadcast-opens-on = ☑ Nút mở hướng dẫn
button-broadcast-opens-off = ☐ Nút mở hướng dẫn
button-broadcast-checks-on = ☑ Nút soát hồ sơ
button-broadcast-checks-off = ☐ Nút soát hồ sơ
button-broadcast-urgent = Đánh dấu tin khẩn
button-broadcast-not-urgent = Bỏ dấu tin khẩn
button-broadcast-discard = Bỏ nháp này
button-broadcast-done = Xong
button-broadcast-back = Quay lại
broadcast-reach = Ai sẽ nhận? Chỉ người đã bấm Có mới nhận.
broadcast-reach-city = Ai sẽ nhận? Gõ tên phường, xã để thêm. Chỉ người đã bấm Có mới nhận.
broadcast-time-ask = Gửi khi nào? Bấm một nút, hoặc gõ giờ và ngày, như 8:30 27/11.
broadcast-time-not-read = Mình chưa đọc được giờ này, hoặc giờ đã qua. Bạn gõ lại, như 8:30 27/11.
button-broadcast-time-now = Gửi ngay
button-broadcast-time-evening = 17:30 gần nhất
button-broadcast-time-morning = 8:30 sáng mai
button-broadcast-time-afternoon = 16:00 chiều mai
broadcast-urgent-ask = Vì sao khẩn? Bạn gõ lý do. Lý do được lưu lại, tin khẩn gửi cả ngoài giờ.
broadcast-preview-same = Ở trên là tin đúng như người nhận đọc, trên trang web và Telegram như nhau.
broadcast-preview-others = Tin đầu là trên kênh này. Tin thứ hai là trên kênh khác: ảnh, tệp không theo sang được.
broadcast-will-get = Sẽ nhận: { $number } người.
broadcast-nobody = Chưa ai nhận được. Bạn dán tờ giới thiệu có mã QR ở nhà văn hóa, sảnh chung cư để người dân quét và bấm Có.
broadcast-capped = Bạn mới gửi: ba đợt đầu mỗi đợt nhiều nhất { $most } người. Hợp điều kiện: { $number } người.
broadcast-on-channel = • { $channel }: { $number }
broadcast-skipped = • Không gửi, { $reason }: { $number }
broadcast-agreed = Đã bấm Có: { $agreed } người, trong { $known } người ở đó cho biết khu vực.
broadcast-needs-approval = Đợt này cần người thứ hai duyệt trước khi gửi.
why-stopped = đã bảo dừng
why-not-agreed = đã rút đồng ý
why-budget = vừa nhận tin khác
why-in-form = đang làm dở một việc
why-gone = nội dung không còn
why-no-channel = không còn kênh nào
why-blocked = đã chặn
why-failed = gửi không được
why-unconfirmed = không rõ tới chưa
why-expired = quá hạn mà chưa vào lại
why-cancelled = dừng trước khi gửi
button-broadcast-test = Gửi thử cho tôi
button-broadcast-poster = Tờ dán có mã QR: { $place }
button-broadcast-confirm = Xác nhận gửi { $number } người
broadcast-gone = Không còn đợt gửi này.
broadcast-not-to-send = Nội dung này đang tạm tắt hoặc không còn, nên chưa gửi được.
broadcast-step-late = Đợt này vừa đổi. Đây là tình hình bây giờ.
broadcast-step-own = Người viết không tự duyệt được. Bạn nhờ người khác.
broadcast-step-nobody = Chưa ai nhận được, nên chưa gửi.
broadcast-call = Đợt { $number } của số { $by } chờ bạn duyệt: { $title }. Người nhận: { $reach }.
button-broadcast-look = Xem và duyệt
button-broadcast-approve = Duyệt, cho gửi
button-broadcast-return = Trả lại, chưa gửi
button-broadcast-pause = Tạm dừng
button-broadcast-resume = Gửi tiếp
button-broadcast-halt = Dừng hẳn
button-broadcast-report = Xem báo cáo
button-broadcast-correct = Đính chính, thu hồi
progress-bar = { $bar } { $percent } %
progress-sent = Đã gửi: { $number } trong { $total }
progress-failed = • Lỗi “{ $reason }”: { $number }
progress-away = • Chờ người nhận mở lại: { $number }
progress-left = Còn khoảng { $minutes } phút.
report-by = Người viết: số { $by }. Người duyệt: { $approved }.
report-nobody = không cần
report-first = Tin đầu, { $time } ngày { $day }: { $title }
report-correction = Đính chính của số { $by }, { $time } ngày { $day }: { $title }
report-channel = • Qua { $channel }: { $number }
report-in-place = • Sửa ngay trên tin cũ: { $edited }. Gửi thành tin mới: { $anew }.
report-export = Lấy bảng từng người nhận, không có tên: tungngo export broadcast { $number }
broadcast-correction-ask = Bạn viết tin đúng vào đây, nhiều nhất 800 chữ cái. Tin đi tới đúng những người đã nhận tin cũ.
button-broadcast-anew = Gửi lại bản hiện nay
button-broadcast-recall = Thu hồi
broadcast-recall-sure = Thu hồi tin này ở mọi người đã nhận?
button-broadcast-recall-now = Thu hồi ngay
## reminders

button-remind = Nhắc tôi
button-reminders = Xem các lời nhắc
button-link = Nối Telegram để điện thoại reo
button-reminder-new = Đặt lời nhắc mới
button-reminder-save = Đúng, nhắc mình
button-reminder-agree = Đồng ý, nhắc mình
button-reminder-other-time = Đổi giờ khác
button-reminder-leave = Thôi không nhắc
button-reminder-calendar = Lấy tệp lịch (.ics)
button-reminder-done = Xong rồi
button-reminder-hour = 1 giờ nữa
button-reminder-tonight = Tối nay
button-reminder-tomorrow = Sáng mai
button-reminder-stop = Thôi, đừng nhắc nữa
button-reminder-resume = Nhắc tiếp
button-reminder-retime = Đổi giờ
button-reminder-reword = Đổi việc
button-reminder-delete = Xóa lời nhắc này
button-reminder-guide = Xem hướng dẫn
button-reminder-undo = Làm lại như cũ
reminder-often = { $often } (lần tới: { $next })
reminder-shown =
    Mình nhắc bạn: { $what }
    Lúc: { $when }
reminder-silent-web = Trang này đóng thì mình không reo được; lời nhắc chờ bạn mở lại, trong 24 giờ. Muốn điện thoại tự reo, bạn lấy tệp lịch (.ics).
reminder-silent-terminal = Cửa sổ này đóng thì mình không reo được; lời nhắc chờ bạn mở lại, trong 24 giờ. Muốn điện thoại tự reo, bạn lấy tệp lịch (.ics).
reminder-when = Nhắc lúc nào? Bạn bấm chọn, hoặc gõ, ví dụ: 9 giờ sáng thứ bảy.
reminder-about = { $title }: nhắc bạn lúc nào? Bạn bấm chọn, hoặc gõ, ví dụ: 9 giờ sáng thứ bảy.
reminder-days-before = Mình nhắc trước ngày đó { $days } ngày.
reminder-what = Nhắc bạn việc gì? Gõ ngắn thôi, ví dụ: đi lấy kết quả.
reminder-which-part-of-day = Bạn muốn nhắc buổi nào?
reminder-which-which-day = Bạn muốn nhắc ngày nào?
reminder-which-calendar = Bạn tính theo lịch dương hay lịch âm?
reminder-which-deadline = Nhắc trước một ngày, hay đúng ngày đó?
reminder-past = Lúc đó đã qua rồi: { $when }. Bạn muốn nhắc lúc nào?
reminder-past-next = Lúc đó đã qua rồi: { $when }. Bạn muốn nhắc lần tới, hay lúc khác? Bạn bấm chọn, hoặc gõ giờ.
reminder-past-meanwhile = Giờ bạn chọn vừa qua mất. Bạn muốn nhắc lúc nào?
reminder-saved =
    Mình sẽ nhắc: { $what }
    Lúc: { $when }
    Xem lại lúc nào cũng được: gõ /nhac.
reminder-too-many = Bạn đang có 50 lời nhắc, mình không giữ thêm được. Bạn xóa bớt rồi đặt lại.
reminder-gone = Lời nhắc này mình không còn giữ. Bạn gõ /nhac để xem hoặc đặt mới.
reminder-left = Mình không nhắc. Cần thì bạn gõ /nhac.
reminder-calendar = Mở tệp này, điện thoại sẽ hỏi để thêm vào lịch và tự reo.
reminders = Bạn có { $number } lời nhắc:
reminders-none = Bạn chưa có lời nhắc nào.
reminder-line = { $what }: { $when }
reminder-line-rung = { $what }: đã nhắc { $when }, chưa bấm xong
reminder-line-missed = { $what }: lỡ lần nhắc { $when }, không gửi được
reminder-line-stopped = { $what }: đã thôi nhắc vì 4 lần chưa thấy bạn trả lời
reminder-line-also-missed = Lỡ lần { $when }.
reminder-rings = Nhắc bạn: { $what }
reminder-late = Tin này đến muộn: bạn hẹn { $when }.
reminder-gives-up = Mình đã nhắc { $times } lần mà chưa thấy bạn trả lời: { $what }. Mình thôi không nhắc nữa. Muốn nhắc tiếp, bạn bấm nút dưới.
reminder-later = { $what }: nhắc lại lúc nào?
reminder-done = Xong: { $what }.
reminder-done-once = Xong lần này: { $what }. Nhắc tiếp: { $when }.
reminder-put-off = Mình nhắc lại: { $what }. Lúc: { $when }.
reminder-deleted = Đã xóa, mình không nhắc nữa: { $what }.
reminder-resumed = Mình nhắc tiếp: { $what }. Lúc: { $when }.
reminder-undone = Mình đã làm lại như cũ.

## joining a channel that rings

link-code =
    Bạn mở Telegram, tìm @{ $bot }, rồi gửi đúng dòng này trong { $minutes } phút:
    /noi { $code }
    Mã dùng một lần. Đừng đưa mã này cho ai.
link-nowhere = Ở đây mình chưa có kênh nào tự reo được. Bạn lấy tệp lịch (.ics) nhé.
link-how = Bạn gõ /noi rồi mã đang hiện ở bên kia, ví dụ: /noi ABCDE-FGH23.
link-sure = Nối cuộc trò chuyện này với nơi đang hiện mã { $code }? Chỉ nối khi chính bạn vừa mở mã đó. Người khác bảo bạn gửi mã là để xem dữ liệu của bạn.
button-link-sure = Đúng là mình, nối
button-link-not = Không nối
link-not = Mình không nối. Ai bảo bạn gửi mã, bạn đừng làm theo.
link-joined = Đã nối. Lời nhắc của bạn sẽ gửi tới nơi điện thoại reo được.
link-same = Hai nơi này đã là của bạn rồi.
link-mistyped = Mã chưa đúng. Mã có 10 chữ và số, ví dụ: /noi ABCDE-FGH23.
link-unusable = Mã này đã dùng hoặc hết hạn. Bạn lấy mã mới ở bên kia.
link-too-many = Bạn thử sai nhiều lần. Bạn đợi 1 giờ rồi thử lại.
link-staff = Người có vai trò ở đây không nối được kênh, để không ai mượn vai trò đó.
