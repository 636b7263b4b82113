<?php

namespace Acme\Club\Api\Data;

interface MemberInterface
{
    /**
     * @return int|null
     */
    public function getId();

    /**
     * @return string
     */
    public function getEmail();
}
