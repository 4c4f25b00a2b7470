// What the media worker expects of libsrtp 3, said in terms of libsrtp 2. Placed first on the include path, so that the
// worker's own <srtp.h> lands here and the system's header is the next one found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <openssl/crypto.h>

// libsrtp 2 calls its policy struct what libsrtp 3 calls the handle to one.
#define srtp_policy_t srtp2_policy_t
#include_next <srtp.h>
#undef srtp_policy_t

constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

namespace freshet
{
	struct SrtpPolicy
	{
		srtp2_policy_t policy{};
		uint8_t key[SRTP_MAX_KEY_LEN]{};
		size_t keyLen{ 0 };
		srtp_profile_t profile{ srtp_profile_reserved };
	};

	/** How many bytes protection can add at most: the authentication tag, and for RTCP its index of four bytes. */
	constexpr size_t SrtpTrailer{ SRTP_MAX_TAG_LEN };
	constexpr size_t SrtcpTrailer{ SRTP_MAX_TAG_LEN + sizeof(uint32_t) };

	/** libsrtp 2 works in place: brings the packet where the result is wanted, if it is not there already. */
	inline bool srtpStage(const uint8_t* from, size_t len, uint8_t* to, size_t room, size_t trailer)
	{
		if (len + trailer > room)
		{
			return false;
		}
		if (from != to)
		{
			std::memmove(to, from, len);
		}

		return true;
	}
} // namespace freshet

using srtp_policy_t = freshet::SrtpPolicy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) freshet::SrtpPolicy();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		OPENSSL_cleanse(policy->key, sizeof(policy->key));
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	policy->profile = profile;

	const auto err = srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	return err ? err : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	// One key without an identifier is all that the worker gives, and all that fits here.
	if (mkiLen != 0 || policy->keyLen != 0 || keyLen + saltLen > sizeof(policy->key))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->keyLen     = keyLen + saltLen;
	policy->policy.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->policy.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	// libsrtp 2 reads as many key bytes as the profile says: refuse a key that is shorter.
	const size_t wanted = srtp_profile_get_master_key_length(policy->profile) +
	                      srtp_profile_get_master_salt_length(policy->profile);

	if (policy->keyLen != wanted)
	{
		return srtp_err_status_bad_param;
	}

	return srtp_create(session, static_cast<const srtp2_policy_t*>(&policy->policy));
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mkiIndex*/)
{
	if (!freshet::srtpStage(rtp, rtpLen, srtp, *srtpLen, freshet::SrtpTrailer))
	{
		return srtp_err_status_buffer_small;
	}

	int len        = static_cast<int>(rtpLen);
	const auto err = srtp_protect(session, static_cast<void*>(srtp), &len);

	*srtpLen = static_cast<size_t>(len);

	return err;
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	if (!freshet::srtpStage(srtp, srtpLen, rtp, *rtpLen, 0))
	{
		return srtp_err_status_buffer_small;
	}

	int len        = static_cast<int>(srtpLen);
	const auto err = srtp_unprotect(session, static_cast<void*>(rtp), &len);

	*rtpLen = static_cast<size_t>(len);

	return err;
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mkiIndex*/)
{
	if (!freshet::srtpStage(rtcp, rtcpLen, srtcp, *srtcpLen, freshet::SrtcpTrailer))
	{
		return srtp_err_status_buffer_small;
	}

	int len        = static_cast<int>(rtcpLen);
	const auto err = srtp_protect_rtcp(session, static_cast<void*>(srtcp), &len);

	*srtcpLen = static_cast<size_t>(len);

	return err;
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	if (!freshet::srtpStage(srtcp, srtcpLen, rtcp, *rtcpLen, 0))
	{
		return srtp_err_status_buffer_small;
	}

	int len        = static_cast<int>(srtcpLen);
	const auto err = srtp_unprotect_rtcp(session, static_cast<void*>(rtcp), &len);

	*rtcpLen = static_cast<size_t>(len);

	return err;
}

/** The SSRC is in network byte order, as in libsrtp 2. */
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}
