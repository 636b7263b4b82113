<?php

namespace Acme\Club\Api;

interface MemberRepositoryInterface
{
    /**
     * Get a member.
     *
     * @param int $memberId
     * @return \Acme\Club\Api\Data\MemberInterface
     */
    public function getById(int $memberId);

    /**
     * Points that a member has.
     *
     * @param int $memberId
     * @param string|null $since
     * @return int
     */
    public function getPoints(int $memberId, ?string $since = null);

    /**
     * Store a member.
     *
     * @param \Acme\Club\Api\Data\MemberInterface $member
     * @return \Acme\Club\Api\Data\MemberInterface
     */
    public function save(Data\MemberInterface $member);
}
