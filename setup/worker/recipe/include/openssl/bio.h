// The media worker's BIO callback answers 1 to every control call that has been carried out. Where OpenSSL has kernel TLS
// compiled in (Debian's has), that reads as "kernel TLS is on": OpenSSL then allocates no write buffer, and the first DTLS
// handshake ends in a segmentation fault. After an operation, its own result is what a callback has to hand back.
#pragma once

#include_next <openssl/bio.h>

#ifdef __cplusplus
namespace freshet
{
	template<BIO_callback_fn_ex Callback>
	long bioKeepResult(
	  BIO* bio, int operation, const char* data, size_t len, int argi, long argl, int result, size_t* processed)
	{
		const long answer = Callback(bio, operation, data, len, argi, argl, result, processed);

		return (operation & BIO_CB_RETURN) ? static_cast<long>(result) : answer;
	}
} // namespace freshet

#define BIO_set_callback_ex(bio, callback) (BIO_set_callback_ex)((bio), freshet::bioKeepResult<(callback)>)
#endif
