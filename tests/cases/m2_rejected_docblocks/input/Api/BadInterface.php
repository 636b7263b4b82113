<?php

namespace Acme\Bad\Api;

use Acme\Bad\Api\Data\ThingInterface;

interface BadInterface
{
    /**
     * @return \Acme\Bad\Api\Data\ThingInterface
     */
    public function good();

    /**
     * @return array
     */
    public function bareArray();

    /**
     * @param array<int, string> $ids
     * @return array<string, ThingInterface>
     */
    public function generic(array $ids);

    /**
     * Says nothing about its return.
     */
    public function noReturn();

    /**
     * @return ThingInterface
     */
    public function shortName();

    /**
     * @param \DateTime $at
     * @return int
     */
    public function dateTime(\DateTime $at);
}
